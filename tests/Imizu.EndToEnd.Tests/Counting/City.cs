using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reports;

namespace Imizu.EndToEnd.Tests.Counting;

/// <summary>What happened in a city, in plain lists: to be counted by hand, by nobody's rules but those of the printed report.</summary>
internal sealed class City
{
    public List<CaseLife> Cases { get; } = [];

    public List<(DateOnly On, ConferenceKind Kind)> Conferences { get; } = [];

    public List<(DateOnly Identified, DateOnly? Planned)> Targets { get; } = [];

    public List<DateOnly> ParticipationPlans { get; } = [];

    public List<(string Name, List<(DateOnly On, int Attendances)> Sessions)> Projects { get; } = [];

    public List<(string Name, MeasureKind Kind, List<(DateOnly To, decimal Value)> Sent)> Measures { get; } = [];

    public Dictionary<(int Year, Indicator Indicator), int> Plans { get; } = [];
}

/// <summary>One case.</summary>
internal sealed class CaseLife(Guid id, DateOnly received)
{
    public Guid Id => id;

    public DateOnly Received => received;

    public DateOnly? Planned { get; set; }

    public DateOnly? Started { get; set; }

    public DateOnly? Concluded { get; set; }

    public List<DateOnly> Revisions { get; } = [];

    public List<(DateOnly On, HouseholdType Type)> Households { get; } = [];

    public List<(DateOnly On, ContactMethod Method, ContactTopic[] Topics)> Contacts { get; } = [];

    public List<(DateOnly On, string Partner)> Partners { get; } = [];
}
