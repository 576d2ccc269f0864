"""Tables of the blind sets, made by seeded rules: a broker, a skin study, a sales system's export, a bookshop."""

from __future__ import annotations

# Rules that make tables read best in one line.
# ruff: noqa: E501
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from evals.metrics.small import TODAY, Tables


def _day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange(max((last - first).days, 0) + 1))


def broker(chance: random.Random) -> Tables:
    """An online stock broker, with the column names of an old house: prefix of the table, then short forms."""
    people = ["Ana Duarte", "Bilal Khan", "Chloe Martin", "Dmitri Orlov", "Elsa Berg", "Farid Nasser", "Gina Rossi", "Hugo Weiss", "Ines Costa",
              "Jack Turner", "Kemi Ade", "Liam Byrne", "Mona Haddad", "Niko Saari", "Olga Petrova", "Priya Menon", "Rui Tanaka", "Sofia Lund",
              "Tom Becker", "Uma Pillai", "Vera Novak", "Will Grant", "Xena Kosta", "Yann Leroy", "Zoe Clarke", "Adam Frost", "Bea Lindt",
              "Carl Munk", "Dina Shaw", "Eric Vance", "Fiona Gale", "Greg Holm", "Hana Ito", "Ivan Kral", "Julia Stein", "Kofi Mensah"]  # fmt: skip
    customers = [
        (f"C{i:03}", name, name.lower().replace(" ", ".") + "@mail.example", chance.choice(["US", "GB", "DE", "FR", "SG"]), chance.choice(["individual", "institution"]),
         chance.choices(["active", "suspended", "closed"], [78, 12, 10])[0], _day(chance, date(2023, 1, 1), date(2025, 11, 18)))
        for i, name in enumerate(people, 1)
    ]  # fmt: skip
    tickers = [
        (i, symbol, name, kind, exchange, price)
        for i, (symbol, name, kind, exchange, price) in enumerate(
            [("AXN", "Axion Motors", "stock", "NYSE", 84), ("BLU", "Blue Harbor Foods", "stock", "NASDAQ", 41), ("CRX", "Corex Energy", "stock", "NYSE", 119),
             ("DVT", "Devta Semiconductors", "stock", "NASDAQ", 230), ("EQW", "Equal World ETF", "etf", "NYSE", 66), ("FNV", "Fenov Pharma", "stock", "NASDAQ", 17),
             ("GLD2", "Golden Sands Gold ETF", "etf", "NYSE", 152), ("HLX", "Helix Cloud", "stock", "NASDAQ", 305)], 1)
    ]  # fmt: skip
    prices: list[tuple[Any, ...]] = []
    close: dict[tuple[int, date], float] = {}
    for ticker in tickers:
        price, day = float(ticker[5]), date(2025, 1, 1)
        while day <= TODAY:
            if day.weekday() < 5:
                opening, price = price, round(price * (1 + chance.uniform(-0.02, 0.0212)), 2)
                close[ticker[0], day] = price
                prices.append((ticker[0], day, opening, round(max(opening, price) * 1.004, 2), round(min(opening, price) * 0.996, 2), price,
                               chance.randrange(1000, 90000), "USD"))  # fmt: skip
            day += timedelta(days=1)
    trades: list[tuple[Any, ...]] = []
    for i in range(900):
        who, what = chance.choice(customers), chance.choices(tickers, [9, 4, 6, 8, 5, 3, 4, 7])[0]
        day = _day(chance, max(date(2025, 1, 2), who[6]), TODAY)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        price = close[what[0], max(day, date(2025, 1, 1))]
        shares = chance.choice([1, 2, 5, 10, 12, 25, 40])
        amount = round(price * shares, 2)
        when = datetime.combine(day, datetime.min.time()) + timedelta(
            hours=9 + chance.randrange(7), minutes=chance.randrange(60)
        )
        trades.append((f"TX{i + 1:05}", who[0], what[0], when.isoformat(" "), chance.choices(["buy", "sell"], [60, 40])[0], shares, price, amount, "USD",
                       round(amount * 0.002, 2), round(amount * chance.choice([0.0, 0.005, 0.01]), 2), chance.choices(["success", "failed", "pending"], [84, 10, 6])[0]))  # fmt: skip
    return {
        "brCustomer": (("brCustId", "brCustName", "brCustEmail", "brCustCountry", "brCustType", "brCustStatus", "brCustJoinDate"), customers),
        "brTicker": (("brTickerId", "brTickerSymbol", "brTickerName", "brTickerType", "brTickerExchange"), [ticker[:5] for ticker in tickers]),
        "brDailyPrice": (("brDpTickerId", "brDpDate", "brDpOpen", "brDpHigh", "brDpLow", "brDpClose", "brDpVol", "brDpCcy"), prices),
        "brTransaction": (("brTxId", "brTxCustId", "brTxTickerId", "brTxDateTime", "brTxType", "brTxShares", "brTxPrice", "brTxAmt", "brTxCcy",
                           "brTxComm", "brTxTax", "brTxStatus"), trades),
    }  # fmt: skip


def skin(chance: random.Random) -> Tables:
    """A study of skin treatments: who treated whom with what, how the skin was after 7, 30 and 100 days."""
    doctors = [
        (i, first, last, field, state, _day(chance, date(2005, 1, 1), date(2022, 12, 31)))
        for i, (first, last, field, state) in enumerate(
            [("Alice", "Moreau", "dermatology", "CA"), ("Boris", "Chan", "dermatology", "NY"), ("Cora", "Diaz", "immunology", "TX"), ("Daniel", "Ekholm", "general", "CA"),
             ("Edith", "Fuchs", "oncology", "WA"), ("Frank", "Gomez", "dermatology", "TX"), ("Grace", "Hsu", "immunology", "NY")], 1)
    ]  # fmt: skip
    firsts = [
        "Abe",
        "Bella",
        "Cleo",
        "Dean",
        "Esme",
        "Finn",
        "Gwen",
        "Hank",
        "Iris",
        "Joel",
        "Kara",
        "Leo",
        "Maya",
        "Nate",
        "Opal",
        "Paul",
    ]
    lasts = ["Abbott", "Brandt", "Cruz", "Doyle", "Ellis", "Farrow", "Gibbs", "Hurley"]
    patients = [
        (i, firsts[i % 16], lasts[(i // 16 + i) % 8], chance.choice(["Female", "Male"]), _day(chance, date(1940, 1, 1), date(2007, 1, 1)),
         chance.choice(["private", "medicare", "medicaid", "uninsured"]), round(chance.uniform(48, 110), 1), chance.randrange(150, 198), chance.choice(["CA", "NY", "TX", "WA", "OR"]))
        for i in range(1, 91)
    ]  # fmt: skip
    drugs = [
        (1, "Dermolin", "Northpharm", "biologic", "injection", "2012-04-11"), (2, "Psorexa", "Northpharm", "biologic", "injection", "2018-09-03"),
        (3, "Eczanil", "Brightwell Labs", "small molecule", "oral", "2020-02-20"), (4, "Clearzol", "Brightwell Labs", "topical", "topical", "2009-06-15"),
        (5, "Rosatan", "Helvemed", "topical", "topical", "2015-11-30"), (6, "Acnexol", "Helvemed", "small molecule", "oral", ""),
    ]  # fmt: skip
    diagnoses = [
        (1, "L40.0", "Plaque psoriasis"),
        (2, "L20.9", "Atopic dermatitis"),
        (3, "L70.0", "Acne vulgaris"),
        (4, "L71.9", "Rosacea"),
        (5, "L80", "Vitiligo"),
    ]
    treatments: list[tuple[Any, ...]] = []
    outcomes: list[tuple[Any, ...]] = []
    events: list[tuple[Any, ...]] = []
    for i in range(1, 341):
        start = _day(chance, date(2024, 1, 3), date(2025, 11, 15))
        end = start + timedelta(days=chance.choice([30, 45, 60, 90, 120]))
        over = end <= TODAY
        drug = chance.choice(drugs)
        treatments.append((i, chance.choice(patients)[0], chance.choice(doctors)[0], drug[0], chance.choice(diagnoses)[0], start, end if over else "",
                           chance.random() < 0.2, chance.choice([50, 100, 150, 300, 600]), chance.choice(["mg", "ml"])))  # fmt: skip
        seen = (TODAY - start).days
        if seen >= 7:
            lesions, itch = chance.randrange(10, 60), chance.randrange(4, 11)
            later = (
                (round(lesions * chance.uniform(0.4, 0.95)), max(itch - chance.randrange(0, 4), 0))
                if seen >= 30
                else ("", "")
            )
            last = (
                (round(lesions * chance.uniform(0.0, 0.6)), max(itch - chance.randrange(2, 8), 0))
                if seen >= 100 and chance.random() < 0.9
                else ("", "")
            )
            outcomes.append(
                (
                    len(outcomes) + 1,
                    i,
                    lesions,
                    later[0],
                    last[0],
                    itch,
                    later[1],
                    last[1],
                    chance.choice([1, 2, 3, 4, 5, ""]),
                )
            )
        for _ in range(chance.choices([0, 1, 2], [70, 22, 8])[0]):
            reported = _day(chance, start, min(end, TODAY))
            events.append(
                (
                    len(events) + 1,
                    i,
                    reported,
                    chance.choice(["Headache", "Nausea", "Dry skin", "Rash", "Fatigue"]),
                    chance.choice(["mild", "moderate", "severe"]),
                )
            )
    return {
        "doctors": (("doc_id", "first_name", "last_name", "specialty", "loc_state", "reg_date"), doctors),
        "patients": (("patient_id", "first_name", "last_name", "gender", "date_of_birth", "ins_type", "weight_kg", "height_cm", "state"), patients),
        "drugs": (("drug_id", "drug_name", "manufacturer", "drug_type", "admin_route", "fda_appr_dt"), drugs),
        "diagnoses": (("diag_id", "diag_code", "diag_name"), diagnoses),
        "treatments": (("treatment_id", "patient_id", "doc_id", "drug_id", "diag_id", "start_dt", "end_dt", "is_placebo", "tot_drug_amt", "drug_unit"), treatments),
        "outcomes": (("outcome_id", "treatment_id", "day7_lesion_cnt", "day30_lesion_cnt", "day100_lesion_cnt", "day7_itch_score", "day30_itch_score",
                      "day100_itch_score", "satisfaction"), outcomes),
        "adverse_events": (("event_id", "treatment_id", "reported_dt", "description", "severity"), events),
    }  # fmt: skip


def sales(chance: random.Random) -> Tables:
    """A sales system's export as handed over: its own names, spellings of three years, holes."""
    users = [
        ("U01", "Dana Levi", "Account Executive", "EMEA", "2021-03-01", True), ("U02", "Marcus Webb", "Account Executive", "Americas", "2022-01-10", True),
        ("U03", "Yuki Mori", "Account Executive", "APAC", "2022-09-05", True), ("U04", "Sara Lindholm", "Account Executive", "EMEA", "2023-02-13", True),
        ("U05", "Pedro Alves", "Account Executive", "Americas", "2024-06-03", True), ("U06", "Tess Murphy", "SDR", "EMEA", "2024-01-15", True),
        ("U07", "Omri Katz", "SDR", "Americas", "2023-10-02", True), ("U08", "Helen Brandt", "Sales Manager", "EMEA", "2020-05-04", True),
        ("U09", "Rick Dawson", "Account Executive", "Americas", "2020-11-16", False),
    ]  # fmt: skip
    sellers, everyone = ["U01", "U02", "U03", "U04", "U05", "U09"], [user[0] for user in users]
    accounts: list[tuple[Any, ...]] = []
    for i, (a, b) in enumerate(((a, b) for a in ["Arbor", "Beacon", "Cinder", "Delta", "Everest", "Fjord", "Granite", "Harvest", "Indigo", "Juniper"]
                                for b in ["Bank", "Health", "Retail", "Logistics", "Software", "Energy", "Insurance"]), 1):  # fmt: skip
        industry = {"Bank": "Financial Services", "Insurance": "Financial Services", "Health": "Healthcare"}.get(b, b)
        industry = chance.choice([industry, industry, industry.lower()]) if i % 9 == 0 else industry
        kind = chance.choices(["Customer", "Prospect", "Former Customer"], [50, 38, 12])[0]
        since = _day(chance, date(2022, 1, 1), date(2025, 10, 31)) if kind != "Prospect" else None
        left = (
            min(since + timedelta(days=chance.randrange(120, 900)), TODAY - timedelta(days=chance.randrange(2, 300)))
            if since and kind == "Former Customer"
            else None
        )
        left = max(left, since + timedelta(days=20)) if left and since else None
        left = left if left and left < TODAY else None
        accounts.append((f"A{i:04}", f"{a} {b}", kind if kind != "Former Customer" or left else "Customer", industry if i % 17 else "", chance.choice(["USA", "United Kingdom", "Germany", "Israel", "Japan", "France"]),
                         chance.choice(["SMB", "Mid-Market", "Enterprise"]), chance.choice([25, 80, 240, 900, 4000, ""]), chance.choice(sellers), since or "", left or "",
                         chance.choice(["Price", "Support", "Went out of business", "Switched to competitor"]) if left else "",
                         chance.choice([9000, 18000, 36000, 72000, 150000]) if since else ""))  # fmt: skip
    titles = ["CEO", "CFO", "VP Sales", "Head of IT", "Procurement Manager", "Operations Director", ""]
    contacts = [
        (f"P{i:04}", chance.choice(accounts)[0], chance.choice(["Amy", "Ben", "Carla", "Dov", "Eva", "Fred", "Gil", "Hila"]), chance.choice(["Stone", "Cohen", "Meyer", "Sato", "Dubois"]),
         chance.choice(titles), f"p{i}@mail.example" if chance.random() < 0.85 else "", _day(chance, date(2023, 1, 1), TODAY))
        for i in range(1, 181)
    ]  # fmt: skip
    opportunities: list[tuple[Any, ...]] = []
    activities: list[tuple[Any, ...]] = []
    open_stages = {"Prospecting": 10, "Discovery": 25, "Proposal": 50, "Negotiation": 75}
    for i in range(1, 461):
        account, created = chance.choice(accounts), _day(chance, date(2023, 10, 1), date(2025, 11, 17))
        fate = chance.choices(
            ["Closed Won", "Closed Lost", "open"], [30, 40, 30] if created < date(2025, 7, 1) else [12, 14, 74]
        )[0]
        if created < date(2025, 3, 1) and fate == "open":
            fate = chance.choice(["Closed Won", "Closed Lost", "Closed Lost"])
        cycle = chance.randrange(14, 160)
        closing = (
            min(created + timedelta(days=cycle), TODAY - timedelta(days=chance.randrange(1, 6)))
            if fate != "open"
            else created + timedelta(days=chance.randrange(40, 260))
        )
        closing = max(closing, created)
        stage = fate if fate != "open" else chance.choices(list(open_stages), [30, 28, 25, 17])[0]
        source = chance.choices(
            ["Website", "Referral", "LinkedIn", "Trade Show", "Cold Call", "Partner"], [28, 18, 16, 12, 16, 10]
        )[0]
        source = {
            "LinkedIn": chance.choice(["LinkedIn", "LinkedIn", "Linkedin", "linkedin"]),
            "Trade Show": chance.choice(["Trade Show", "Trade Show", "trade show"]),
        }.get(source, source)
        amount = round(chance.choice([4000, 8500, 15000, 22000, 48000, 95000]) * chance.uniform(0.85, 1.15))
        kind = (
            "New Business"
            if account[2] == "Prospect" or chance.random() < 0.5
            else chance.choice(["Expansion", "Renewal"])
        )
        owner = chance.choices(sellers, [24, 20, 16, 18, 14, 8])[0]
        opportunities.append((f"O{i:05}", f"{account[1]} - {kind} {i}", account[0], owner, stage, "" if fate == "open" and chance.random() < 0.1 else amount,
                              {"Closed Won": 100, "Closed Lost": 0}.get(stage, open_stages.get(stage)), source if chance.random() < 0.94 else "", kind, created, closing,
                              chance.choice(["Vendora", "Clozify", "PipeHero"]) if chance.random() < 0.45 else "",
                              chance.choice(["Price", "No decision", "Missing feature", "Lost to competitor", "Timing"]) if fate == "Closed Lost" and chance.random() < 0.93 else ""))  # fmt: skip
        for _ in range(chance.randrange(0, 7)):
            activities.append((f"T{len(activities) + 1:05}", f"O{i:05}", account[0], owner if chance.random() < 0.7 else chance.choice(everyone), chance.choices(["Call", "Email", "Meeting", "Demo"], [38, 34, 18, 10])[0],
                               _day(chance, created, min(max(closing, created), TODAY)), chance.choice([5, 10, 15, 30, 60, ""])))  # fmt: skip
    return {
        "users": (("Id", "Name", "Role", "Region", "StartDate", "IsActive"), users),
        "accounts": (("Id", "Name", "Type", "Industry", "BillingCountry", "Segment", "NumberOfEmployees", "OwnerId", "CustomerSince", "ChurnDate", "ChurnReason", "ARR"), accounts),
        "contacts": (("Id", "AccountId", "FirstName", "LastName", "Title", "Email", "CreatedDate"), contacts),
        "opportunities": (("Id", "Name", "AccountId", "OwnerId", "StageName", "Amount", "Probability", "LeadSource", "Type", "CreatedDate", "CloseDate", "Competitor", "LossReason"), opportunities),
        "activities": (("Id", "OpportunityId", "AccountId", "OwnerId", "ActivityType", "ActivityDate", "DurationMinutes"), activities),
    }  # fmt: skip


def books(chance: random.Random) -> Tables:
    """A second-hand bookshop that sells by post; headers as its owner typed them."""
    shelf = [
        (i, f"{a} {b}", chance.choice(["Fiction", "History", "Poetry", "Science", "Children"]), chance.choice(["Like new", "Good", "Worn"]), chance.choice([3, 5, 8, 12, 20, 45]), _day(chance, date(2024, 1, 2), date(2025, 9, 30)))
        for i, (a, b) in enumerate(((a, b) for a in ["The Silent", "A Brief", "Lost", "Winter", "The Last", "Blue", "Nine", "Paper"] for b in ["Garden", "Voyage", "Letters", "Orchard", "Atlas", "Harbour"]), 1)
    ]  # fmt: skip
    orders: list[tuple[Any, ...]] = []
    payments: list[tuple[Any, ...]] = []
    returned: list[tuple[Any, ...]] = []
    for i in range(1, 421):
        book, day = chance.choice(shelf), _day(chance, date(2025, 1, 2), TODAY)
        copies = chance.choice([1, 1, 1, 2])
        total = round(book[4] * copies * 2.2, 2)
        orders.append(
            (
                i,
                book[0],
                chance.choice(
                    ["Mira Stone", "Ned Park", "Ottilie Fox", "Per Dahl", "Rosa Vidal", "Sam Okoro", "Tilda Wren"]
                ),
                day,
                copies,
                total,
                chance.choice(["Shop", "Website", "Fair"]),
            )
        )
        if chance.random() < 0.92:
            payments.append(
                (
                    len(payments) + 1,
                    i,
                    day + timedelta(days=chance.randrange(0, 3)) if day < date(2025, 11, 17) else day,
                    total,
                    chance.choice(["Cash", "Card", "Bank transfer"]),
                )
            )
        if chance.random() < 0.12:
            returned.append(
                (
                    len(returned) + 1,
                    i,
                    min(day + timedelta(days=chance.randrange(2, 20)), TODAY),
                    total,
                    chance.choice(["Damaged", "Wrong book", "Changed mind"]),
                )
            )
    return {
        "books": (("Book number", "Title", "Genre", "Condition", "Purchase price", "Bought in on"), shelf),
        "orders": (("Order number", "Book number", "Customer name", "Order date", "Copies", "Order total", "Sales channel"), orders),
        "payments": (("Payment number", "Order number", "Payment date", "Amount paid", "Payment method"), payments),
        "returns": (("Return number", "Order number", "Return date", "Amount refunded", "Return reason"), returned),
    }  # fmt: skip


DATABASES: dict[str, Callable[[random.Random], Tables]] = {
    "broker": broker,
    "skin": skin,
    "sales": sales,
    "books": books,
}
