using Imizu.Consultation.Cases;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests;

/// <summary>The rules of retraction that hold for every stream, shown on a case.</summary>
public sealed class RetractionTests
{
    private static readonly CaseEvent Received = new Received(new DateOnly(2024, 5, 1), ReferralRoute.Family);
    private static readonly CaseEvent Planned = new PlanCreated(new DateOnly(2024, 5, 8));
    private static readonly EntryRetracted PlanRetracted = new ConsultationEntryRetracted(RecordedHistory.IdAt(1), RetractionReason.WrongDate);

    private readonly RecordedHistory<Case, CaseEvent, CaseCommand> _case = RecordedHistory.Of(CaseEndpoints.Definition, [Received, Planned]);

    [Fact]
    public void An_unknown_entry_is_not_retracted() => _case.WhenRetracting(RecordedHistory.IdAt(7)).ThenRefused();

    [Fact]
    public void Retracting_twice_records_nothing_new() => _case.Then(PlanRetracted).WhenRetracting(Planned).ThenNothingNew();

    [Fact]
    public void What_was_retracted_stands_on_nothing_any_more() => _case.Then(PlanRetracted).WhenRetracting(Received).ThenRetracted();

    [Fact]
    public void A_refusal_names_what_stands_on_the_entry_in_Japanese_and_by_its_id() =>
        _case.WhenRetracting(Received).ThenRefused($"「支援プランの作成」の記録（{RecordedHistory.IdAt(1)}）");

    [Fact]
    public void A_retraction_is_not_retracted() => _case.Then(PlanRetracted).WhenRetracting(RecordedHistory.IdAt(2)).ThenRefused();
}
