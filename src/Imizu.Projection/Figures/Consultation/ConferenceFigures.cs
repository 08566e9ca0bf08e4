using Imizu.Contracts.Consultation;

namespace Imizu.Projection.Figures.Consultation;

/// <summary>(1) 重層的支援個別会議、支援会議.</summary>
internal static class ConferenceFigures
{
    public static readonly FactKind ConferenceHeld = FactKind
        .Of<ConferenceEvent.IndividualSupportConferenceHeld>(11, "conference", e => [new(e.On, ConferenceKind.IndividualSupport)])
        .And<ConferenceEvent.SupportConferenceHeld>(e => [new(e.On, ConferenceKind.SupportConference)]);

    public static IEnumerable<Figure> All =>
    [
        new("consultation/conferences-held", "会議の開催回数", "回", new Sum(ConferenceHeld, "開催した会議を、いくつの事例を扱っても1回と数える。"), Rows.Codes<ConferenceKind>()),
    ];
}
