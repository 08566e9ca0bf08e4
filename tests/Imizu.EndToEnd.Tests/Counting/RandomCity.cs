using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;

namespace Imizu.EndToEnd.Tests.Counting;

/// <summary>A city that nobody has printed a report of: what happens in it, and the calls that record it.</summary>
internal sealed class RandomCity
{
    private static readonly string[] PartnerNames = ["課税課", "市民課", "医療機関", "金融機関", "法務局", "警察署"];

    private readonly Random _chance;
    private readonly DateOnly _first, _last;
    private readonly List<Call> _calls = [];

    public RandomCity(int seed, int firstYear, int lastYear)
    {
        (_chance, _first, _last) = (new Random(seed), new DateOnly(firstYear, 4, 1), new DateOnly(lastYear + 1, 3, 31));
        for (var year = firstYear; year <= lastYear; year++)
        {
            SetPlans(year);
        }
        RegisterPartners();
        for (var i = 0; i < 60; i++)
        {
            LiveCase();
        }
        for (var i = 0; i < 25; i++)
        {
            HoldConference();
        }
        for (var i = 0; i < 20; i++)
        {
            ReachOut();
            PlanParticipation();
        }
        for (var i = 0; i < 4; i++)
        {
            RunProject(i);
        }
        foreach (var kind in Enum.GetValues<MeasureKind>())
        {
            Measure(kind, "", _first);
            // Typed in when somebody noticed, up to two years after it was first tallied.
            Measure(kind, "（後日登録）", DayFrom(_first.AddMonths(1), _first.AddMonths(1).AddYears(2)));
        }
    }

    public City City { get; } = new();

    public IReadOnlyList<Call> Calls => [.. _calls.Select((call, n) => call with { Key = $"city-{n}" })];

    private DateOnly DayFrom(DateOnly from, DateOnly? until = null) =>
        from.AddDays(_chance.Next((until ?? _last).DayNumber - from.DayNumber + 1));

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>()[_chance.Next(Enum.GetValues<T>().Length)];

    private bool Happens(double probability) => _chance.NextDouble() < probability;

    private Guid NewId()
    {
        var bytes = new byte[16];
        _chance.NextBytes(bytes);
        return new Guid(bytes);
    }

    private void Record(string service, string stream, string what, object body, params string[] restsOn) =>
        _calls.Add(Call.Of(_first, service, stream, what, body) with { RestsOn = restsOn });

    private void SetPlans(int year)
    {
        foreach (var indicator in Enum.GetValues<Indicator>().Where(indicator => indicator != Indicator.PlanShare))
        {
            if (Happens(0.7))
            {
                City.Plans[(year, indicator)] = _chance.Next(12);
                Record(Services.Projection, $"fiscal-years/{year}", "targets", new { indicator, target = City.Plans[(year, indicator)] });
            }
        }
    }

    private void RegisterPartners()
    {
        for (var i = 0; i < PartnerNames.Length; i++)
        {
            Record(Services.Consultation, $"partners/any-{i}", "registration", new { on = _first, name = PartnerNames[i], group = (PartnerGroup)(i / 2), order = i % 2 + 1 });
        }
    }

    private void LiveCase()
    {
        var life = new CaseLife(NewId(), DayFrom(_first));
        var stream = $"cases/{life.Id}";
        City.Cases.Add(life);
        Record(Services.Consultation, stream, "receipt", new { on = life.Received, route = Any<ReferralRoute>() });
        if (Happens(0.7))
        {
            life.Planned = DayFrom(life.Received);
            Record(Services.Consultation, stream, "plan", new { on = life.Planned });
        }
        if (life.Planned is { } planned && Happens(0.8))
        {
            life.Started = DayFrom(planned);
            life.Households.Add((DayFrom(life.Received, life.Started), Any<HouseholdType>()));
            if (Happens(0.5))
            {
                life.Concluded = DayFrom(life.Started.Value);
            }
        }
        Repeat(2, () => life.Households.Add((DayFrom(life.Received, life.Concluded), Any<HouseholdType>())));
        foreach (var (on, type) in life.Households)
        {
            Record(Services.Consultation, stream, "household", new { on, type });
        }
        if (life.Started is { } started)
        {
            Record(Services.Consultation, stream, "support-start", new { on = started });
        }
        if (life.Planned is { } revised)
        {
            Repeat(2, () => life.Revisions.Add(DayFrom(revised, life.Concluded)));
            life.Revisions.ForEach(day => Record(Services.Consultation, stream, "plan-revisions", new { on = day }));
        }
        Contacts(life, stream, 6);
        if (life.Concluded is { } concluded)
        {
            Record(Services.Consultation, stream, "support-conclusion", new { on = concluded, reason = Any<ConclusionReason>() });
        }
        // Typed late, after the case was concluded.
        Contacts(life, stream, 3);
        Repeat(5, () => life.Partners.Add((DayFrom(life.Received, life.Concluded), PartnerNames[_chance.Next(PartnerNames.Length)])));
        foreach (var (on, partner) in life.Partners)
        {
            var code = $"any-{Array.IndexOf(PartnerNames, partner)}";
            Record(Services.Consultation, stream, "partners", new { on, partner = code }, $"partners/{code}");
        }
    }

    private void Contacts(CaseLife life, string stream, int most) => Repeat(most, () =>
    {
        ContactTopic[] topics = [.. Enumerable.Range(0, 1 + _chance.Next(4)).Select(_ => Any<ContactTopic>()).Distinct()];
        var contact = (On: DayFrom(life.Received, life.Concluded), Method: Any<ContactMethod>(), Topics: topics);
        life.Contacts.Add(contact);
        Record(Services.Consultation, stream, "contacts", new { on = contact.On, method = contact.Method, topics });
    });

    private void HoldConference()
    {
        var kind = Any<ConferenceKind>();
        var about = City.Cases[_chance.Next(City.Cases.Count)];
        var on = DayFrom(about.Received, about.Concluded);
        City.Conferences.Add((on, kind));
        if (kind == ConferenceKind.IndividualSupport)
        {
            Record(Services.Consultation, $"cases/{about.Id}", "consent", new { on = about.Received });
        }
        Record(Services.Consultation, $"conferences/{NewId()}", "holding", new { on, kind, cases = new[] { about.Id } }, $"cases/{about.Id}");
    }

    private void ReachOut()
    {
        var identified = DayFrom(_first);
        DateOnly? planned = Happens(0.5) ? DayFrom(identified) : null;
        var stream = $"targets/{NewId()}";
        City.Targets.Add((identified, planned));
        Record(Services.Outreach, stream, "identification", new { on = identified, source = "agency" });
        if (planned is not null)
        {
            Record(Services.Outreach, stream, "plan", new { on = planned });
        }
    }

    private void PlanParticipation()
    {
        City.ParticipationPlans.Add(DayFrom(_first));
        Record(Services.Participation, $"participation-cases/{NewId()}", "plan", new { on = City.ParticipationPlans[^1] });
    }

    private void RunProject(int number)
    {
        var name = $"事業{(char)('Ａ' + number)}";
        var sessions = new List<(DateOnly On, int Attendances)>();
        Repeat(9, () => sessions.Add((DayFrom(_first), _chance.Next(30))));
        City.Projects.Add((name, sessions));
        var stream = $"projects/{NewId()}";
        Record(Services.CommunityBuilding, stream, "commission", new { on = _first, contractor = "団体", project = name, content = "内容", attendance = "use" });
        foreach (var (on, attendances) in sessions)
        {
            Record(Services.CommunityBuilding, stream, "sessions", new { on, attendances });
        }
    }

    private void Measure(MeasureKind kind, string suffix, DateOnly registered)
    {
        var name = $"項目{kind.Word()}{suffix}";
        var sent = new List<(DateOnly To, decimal Value)>();
        City.Measures.Add((name, kind, sent));
        var stream = $"measures/any-{City.Measures.Count}";
        Record(Services.CommunityBuilding, stream, "registration", new { on = registered, programme = "分野", measure = name, unit = "人", kind, table = MeasureTable.RelatedProject, order = 1 });
        for (var month = _first; month < _last; month = month.AddMonths(1))
        {
            // Now and then nothing is sent, and now and then it is sent again.
            Repeat(2, () =>
            {
                var value = kind == MeasureKind.Ratio ? _chance.Next(1001) / 10m : _chance.Next(500);
                sent.Add((month.AddMonths(1).AddDays(-1), value));
                Record(Services.CommunityBuilding, stream, "tallies", new { from = month, to = month.AddMonths(1).AddDays(-1), value });
            });
        }
    }

    private void Repeat(int most, Action happening)
    {
        for (var times = _chance.Next(most + 1); times > 0; times--)
        {
            happening();
        }
    }
}
