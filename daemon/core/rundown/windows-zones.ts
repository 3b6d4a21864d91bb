/**
 * What Windows calls its time zones: Outlook and Exchange write these names into calendars. The zones are those the
 * Unicode CLDR gives for them (windowsZones, territory 001).
 */
const NAMES = `
Dateline Standard Time=Etc/GMT+12
Hawaiian Standard Time=Pacific/Honolulu
Alaskan Standard Time=America/Anchorage
Pacific Standard Time=America/Los_Angeles
Pacific Standard Time (Mexico)=America/Tijuana
US Mountain Standard Time=America/Phoenix
Mountain Standard Time=America/Denver
Mountain Standard Time (Mexico)=America/Mazatlan
Central Standard Time=America/Chicago
Central Standard Time (Mexico)=America/Mexico_City
Central America Standard Time=America/Guatemala
Canada Central Standard Time=America/Regina
Eastern Standard Time=America/New_York
Eastern Standard Time (Mexico)=America/Cancun
US Eastern Standard Time=America/Indiana/Indianapolis
SA Pacific Standard Time=America/Bogota
SA Western Standard Time=America/La_Paz
SA Eastern Standard Time=America/Cayenne
Atlantic Standard Time=America/Halifax
Newfoundland Standard Time=America/St_Johns
Venezuela Standard Time=America/Caracas
Pacific SA Standard Time=America/Santiago
E. South America Standard Time=America/Sao_Paulo
Argentina Standard Time=America/Argentina/Buenos_Aires
Montevideo Standard Time=America/Montevideo
Greenland Standard Time=America/Nuuk
Azores Standard Time=Atlantic/Azores
Cape Verde Standard Time=Atlantic/Cape_Verde
UTC=UTC
GMT Standard Time=Europe/London
Greenwich Standard Time=Atlantic/Reykjavik
Morocco Standard Time=Africa/Casablanca
W. Europe Standard Time=Europe/Berlin
Romance Standard Time=Europe/Paris
Central Europe Standard Time=Europe/Budapest
Central European Standard Time=Europe/Warsaw
W. Central Africa Standard Time=Africa/Lagos
GTB Standard Time=Europe/Bucharest
E. Europe Standard Time=Europe/Chisinau
FLE Standard Time=Europe/Kiev
Egypt Standard Time=Africa/Cairo
Israel Standard Time=Asia/Jerusalem
Jordan Standard Time=Asia/Amman
South Africa Standard Time=Africa/Johannesburg
Turkey Standard Time=Europe/Istanbul
Arabic Standard Time=Asia/Baghdad
Arab Standard Time=Asia/Riyadh
Belarus Standard Time=Europe/Minsk
Russian Standard Time=Europe/Moscow
E. Africa Standard Time=Africa/Nairobi
Iran Standard Time=Asia/Tehran
Arabian Standard Time=Asia/Dubai
Azerbaijan Standard Time=Asia/Baku
Georgian Standard Time=Asia/Tbilisi
Caucasus Standard Time=Asia/Yerevan
Afghanistan Standard Time=Asia/Kabul
West Asia Standard Time=Asia/Tashkent
Ekaterinburg Standard Time=Asia/Yekaterinburg
Pakistan Standard Time=Asia/Karachi
India Standard Time=Asia/Kolkata
Sri Lanka Standard Time=Asia/Colombo
Nepal Standard Time=Asia/Kathmandu
Bangladesh Standard Time=Asia/Dhaka
Myanmar Standard Time=Asia/Yangon
SE Asia Standard Time=Asia/Bangkok
N. Central Asia Standard Time=Asia/Novosibirsk
China Standard Time=Asia/Shanghai
Singapore Standard Time=Asia/Singapore
Taipei Standard Time=Asia/Taipei
W. Australia Standard Time=Australia/Perth
Tokyo Standard Time=Asia/Tokyo
Korea Standard Time=Asia/Seoul
Cen. Australia Standard Time=Australia/Adelaide
AUS Central Standard Time=Australia/Darwin
AUS Eastern Standard Time=Australia/Sydney
E. Australia Standard Time=Australia/Brisbane
Tasmania Standard Time=Australia/Hobart
Vladivostok Standard Time=Asia/Vladivostok
West Pacific Standard Time=Pacific/Port_Moresby
New Zealand Standard Time=Pacific/Auckland
Fiji Standard Time=Pacific/Fiji
Tonga Standard Time=Pacific/Tongatapu
Samoa Standard Time=Pacific/Apia
`

const ZONES = new Map(
  NAMES.trim()
    .split('\n')
    .map((line) => {
      const [name = '', zone = ''] = line.split('=')
      return [name.toLowerCase(), zone] as const
    }),
)

/** The IANA zone a name of Windows means; undefined if it is none. */
export const windowsZone = (named: string): string | undefined =>
  ZONES.get(named.trim().toLowerCase())

export const windowsNames = (): Iterable<string> => ZONES.keys()
