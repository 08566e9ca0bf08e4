using Imizu.Contracts.Consultation;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using static Imizu.Consultation.Cases.Case;

namespace Imizu.Consultation.Cases;

/// <summary>What lists show of a case, and what is to be done next in it.</summary>
internal static class CaseListing
{
    /// <summary>How long a case may be without a plan, and a support without a contact, until somebody is told of it, in days.</summary>
    private const int WithoutPlan = 30, WithoutContact = 60;

    public static Listing? Of(Case state) => state switch
    {
        Open o => new(StatusOf(o), Type: HouseholdOf(o), Due: DueIn(o)),
        Ended d => new(d.As is CaseEvent.SupportConcluded ? CaseStatus.Concluded : CaseStatus.ClosedWithoutPlan, Type: HouseholdOf(d.Before)),
        _ => null,
    };

    private static CaseStatus StatusOf(Open open) => open.Start is not null ? CaseStatus.InSupport : open.Plan is not null ? CaseStatus.Planned : CaseStatus.Received;

    private static HouseholdType? HouseholdOf(Open open) => open.Households.OrderBy(classified => classified.On).LastOrDefault()?.Type;

    private static DueStep? DueIn(Open open) => open switch
    {
        { Plan: null } => new("支援プランの作成", open.As.On.AddDays(WithoutPlan)),
        { Start: { } start } => new("相談の記録", open.Contacts.Select(contact => contact.On).Append(start.On).Max().AddDays(WithoutContact)),
        _ => null,
    };
}
