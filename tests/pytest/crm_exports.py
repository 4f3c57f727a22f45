"""Eight people as six systems export them, with each system's headings, dates and words, and nothing edited."""

from dataclasses import dataclass

# What the list must say of each: the stage, whether marketing e-mail may be sent, whether anybody may phone.
EXPECTED = {
    "buyer": ("mql", True, True),
    "objector": ("mql", False, True),
    "never_phone": ("mql", True, False),
    "embargoed": ("disqualified", None, None),
    "bought": ("customer", None, None),
    "refused": ("recycled", None, None),
    "asked": ("mql", True, True),
    "student": ("engaged", None, None),
}
IDS = {person: str(number) for number, person in enumerate(EXPECTED, start=8_100_001)}
# Moments of what everybody did, as (month, day, hour, minute) of 2026.
VISITS = [(2, 24, 10, 15), (2, 26, 11, 5), (2, 27, 16, 40), (2, 27, 16, 50)]
CREATED = (1, 20, 9, 14)


def first_name(person: str) -> str:
    return person.split("_")[0].title()


@dataclass(frozen=True)
class System:
    """How a system writes: file names, headings, and the words of one person's row.

    `moment` takes (month, day, hour, minute); `leads` names the columns of the headings after the id and the creation.
    """

    leads_file: str
    leads_heading: str
    activities_heading: str
    deals_file: str
    deals_heading: str
    won: tuple[str, ...]
    lost: tuple[str, ...]
    yes: str
    no: str
    industry: str
    size: str
    embargoed: str
    country: str
    moment: str
    delimiter: str = ","
    before: str = ""
    after: str = ""
    # Columns that stand in the export of leads beside these, with what every row of it says there.
    beside: tuple[tuple[str, str], ...] = ()
    # Whether activities and deals name their lead by a full name.
    leads_are_named: bool = False

    def at(self, month: int, day: int, hour: int, minute: int) -> str:
        twelve, half = (hour - 1) % 12 + 1, "AM" if hour < 12 else "PM"
        return self.moment.format(month=month, day=day, hour=hour, minute=minute, twelve=twelve, half=half)

    def leads(self) -> str:
        heading = ",".join([self.leads_heading, *(name for name, _ in self.beside)])
        return self.table(heading, [(*self.lead(person), *(cell for _, cell in self.beside)) for person in IDS])

    def table(self, heading: str, rows: list[tuple[str, ...]]) -> str:
        lines = [heading.replace(",", self.delimiter)]
        lines += [self.delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
        return self.before + "\n".join(lines) + "\n" + self.after

    def lead(self, person: str) -> tuple[str, ...]:
        company = () if person == "student" else ("Brightfield", self.industry, self.size)
        domain = "gmail.com" if person == "student" else f"brightfield-{person.replace('_', '-')}.com"
        return (
            IDS[person],
            self.at(*CREATED),
            first_name(person),
            "Larsen",
            f"{person}@{domain}",
            "+1 555 010 4477",
            "Student" if person == "student" else "VP Marketing",
            *(company or ("", "", "")),
            self.embargoed if person == "embargoed" else self.country,
            self.yes if person == "objector" else self.no,
            self.yes if person == "never_phone" else self.no,
        )

    def activities(self) -> list[tuple[str, ...]]:
        kinds = ["pricing_page_viewed"] * 3 + ["demo_downloaded"]
        done = [(person, kind, at) for person in IDS for kind, at in zip(kinds, VISITS, strict=True)]
        done.append(("asked", "demo_requested", VISITS[-1]))
        names = {person: f"{first_name(person)} Larsen" for person in IDS} if self.leads_are_named else IDS
        return [(f"{number}", names[person], kind, self.at(*at)) for number, (person, kind, at) in enumerate(done, start=1)]

    def files(self) -> dict[str, str]:
        """The folder that somebody exported: texts by file name."""
        return {
            self.leads_file: self.leads(),
            "activities.csv": self.table(self.activities_heading, self.activities()),
            self.deals_file: self.table(self.deals_heading, [self.won, self.lost]),
        }


SYSTEMS = {
    "hubspot": System(
        leads_file="hubspot-crm-exports-all-contacts-2026-03-01.csv",
        leads_heading=(
            "Record ID,Create Date,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Industry,"
            "Number of Employees,Country/Region,Unsubscribed from all email,Do not call"
        ),
        activities_heading="Activity ID,Record ID - Contact,Activity type,Activity date",
        deals_file="hubspot-crm-exports-all-deals-2026-03-01.csv",
        deals_heading="Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Contact IDs",
        won=("501", "Brightfield", "Closed Won", "2026-02-20 12:00", "22700.0", IDS["bought"]),
        lost=("502", "Brightfield", "Closed Lost", "2026-02-28 12:00", "900.5", IDS["refused"]),
        yes="true",
        no="false",
        industry="COMPUTER_SOFTWARE",
        size="200",
        embargoed="Iran, Islamic Republic of",
        country="United States",
        moment="2026-{month:02}-{day:02} {hour:02}:{minute:02}",
        beside=(("Legal basis for processing contact's data", "Not applicable"), ("Additional email addresses", "")),
    ),
    "salesforce": System(
        leads_file="contacts report.csv",
        leads_heading=(
            "Contact ID,Created Date,First Name,Last Name,Email,Phone,Title,Account Name,Industry,Employees,"
            "Mailing Country,Email Opt Out,Do Not Call"
        ),
        activities_heading="Activity ID,Contact ID,Type,Created Date",
        deals_file="opportunities report.csv",
        deals_heading="Opportunity ID,Contact ID,Stage,Close Date,Amount,Amount Currency",
        won=("006A", IDS["bought"], "Closed Won", "2/20/2026", "$22,700.00", "USD"),
        lost=("006B", IDS["refused"], "Closed Lost", "2/28/2026", "$1,150.50", "USD"),
        yes="1",
        no="0",
        industry="Software",
        size="201",
        embargoed="Syrian Arab Republic",
        country="USA",
        moment="{month}/{day}/2026 {twelve}:{minute:02} {half}",
        after='\n"Everybody at Brightfield"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
        '"Confidential Information - Do Not Distribute"\n',
        beside=(("Fax Opt Out", "1"), ("IsDeleted", "0")),
    ),
    "zoho": System(
        leads_file="Contacts_001.csv",
        leads_heading=(
            "Record Id,Created Time,First Name,Last Name,Email,Phone,Title,Account Name,Industry,No. of Employees,"
            "Mailing Country,Email Opt Out,Do Not Call"
        ),
        activities_heading="Record Id,Contact Name.id,Activity Type,Activity Time",
        deals_file="Deals_001.csv",
        deals_heading="Record Id,Contact Name.id,Stage,Closing Date,Amount",
        won=("9001", IDS["bought"], "Closed Won", "20-02-2026", "22700"),
        lost=("9002", IDS["refused"], "Closed-Lost to Competition", "28-02-2026", "900"),
        yes="true",
        no="false",
        industry="Information Technology",
        size="250",
        embargoed="IRN",
        country="U.S.A.",
        moment="{day:02}-{month:02}-2026 {hour:02}:{minute:02}:09",
        beside=(("Unsubscribed Mode", ""), ("Unsubscribed Time", ""), ("Secondary Email", "")),
    ),
    "pipedrive": System(
        leads_file="people-14523344-12.csv",
        leads_heading=(
            "Person - ID,Person - Person created,Person - First name,Person - Last name,Person - Email - Work,"
            "Person - Phone - Work,Person - Job title,Person - Organization,Organization - Industry,"
            "Organization - Number of employees,Person - Country,Person - Unsubscribed,Person - Do not call"
        ),
        activities_heading="Activity - ID,Activity - Contact person ID,Activity - Type,Activity - Marked as done time",
        deals_file="deals-14523344-13.csv",
        deals_heading=(
            "Deal - ID,Deal - Contact person ID,Deal - Status,Deal - Deal closed on,Deal - Value,Deal - Currency of Value,"
            "Deal - Stage,Deal - Lost reason"
        ),
        won=("31", IDS["bought"], "Won", "2026-02-20 12:00:00", "22700", "USD", "Negotiations Started", ""),
        lost=("32", IDS["refused"], "Lost", "2026-02-28 12:00:00", "900", "USD", "Lead In", "Too expensive"),
        yes="Yes",
        no="No",
        industry="SaaS",
        size="51-200",
        embargoed="Corée du Nord",
        country="États-Unis",
        moment="2026-{month:02}-{day:02} {hour:02}:{minute:02}:41",
        beside=(("Person - Name", ""), ("Person - Email - Home", "")),
    ),
    "suitecrm": System(
        leads_file="Contacts.csv",
        leads_heading=(
            "ID,Date Created,First Name,Last Name,Email Address,Office Phone,Job Title,Account Name,Industry,Employees,"
            "Primary Address Country,Email Opt Out,Do Not Call"
        ),
        activities_heading="ID,Contact ID,Type,Date Created",
        deals_file="Opportunities.csv",
        deals_heading="ID,Contact ID,Sales Stage,Expected Close Date,Opportunity Amount",
        won=("o-1", IDS["bought"], "Closed Won", "20/02/2026", "22.700,00"),
        lost=("o-2", IDS["refused"], "Closed Lost", "28/02/2026", "900,50"),
        yes="1",
        no="0",
        industry="Internet",
        size="300",
        embargoed="Korea, Democratic People's Republic of",
        country="Vereinigte Staaten",
        moment="{day:02}/{month:02}/2026 {hour:02}:{minute:02}",
        delimiter=";",
        before="sep=;\n",
        beside=(("Deleted", "0"), ("Contact ID", "c-1")),
    ),
    "dynamics": System(
        leads_file="Active Contacts 3-1-2026.csv",
        leads_heading=(
            "(Do Not Modify) Contact,Created On,First Name,Last Name,Email,Business Phone,Job Title,Company Name,Industry,"
            "Number of Employees,Address 1: Country/Region,Do not allow Emails,Do not allow Phone Calls"
        ),
        activities_heading="(Do Not Modify) Activity,Regarding,Activity Type,Created On",
        deals_file="Closed Opportunities 3-1-2026.csv",
        deals_heading=("(Do Not Modify) Opportunity,Originating Lead,Status,Actual Close Date,Actual Revenue,Currency"),
        won=("7a", "Bought Larsen", "Won", "2/20/2026", "$22,700.00", "USD"),
        lost=("7b", "Larsen, Refused", "Lost", "2/28/2026", "$900.50", "USD"),
        yes="Do Not Allow",
        no="Allow",
        industry="Financial Services",
        size="400",
        embargoed="Cuba",
        country="United States of America",
        moment="{month}/{day}/2026 {twelve}:{minute:02} {half}",
        beside=(("Do not allow Mails", "Do Not Allow"), ("Do not allow Faxes", "Allow"), ("Marketing Material", "Send")),
        leads_are_named=True,
    ),
}
