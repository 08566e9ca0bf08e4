using Imizu.Contracts;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.Projection.FiscalYears;
using Xunit;
using static Imizu.Contracts.FiscalYears.FiscalYearEvent;
using static Imizu.Projection.FiscalYears.FiscalYearCommand;

namespace Imizu.Projection.Tests.FiscalYears;

public sealed class FiscalYearDeciderTests
{
    private static readonly FiscalYear Year = new(2024);
    private static readonly DateOnly LastDay = new(2025, 3, 31), DayAfter = new(2025, 4, 1);

    private static readonly EditionDifferences Nothing = new(1, 2, [], []);
    private static readonly EditionDifferences OneCell = Nothing with { Cells = [new("consultation/cases-received", "相談受付件数", "件", 1, 0, [])] };
    private static readonly EditionDifferences OneText = Nothing with { Texts = [new("printed/consultation", ["前"], ["後"])] };

    private static readonly CloseRequested CloseAsked = new(2024, "clerk");
    private static readonly YearClosed Closed = new(2024, 1, "h1", "approver", "clerk");

    private static CorrectionRequested Requested(bool revisesPlan = false) => new(2024, "clerk", "誤りがあった。", revisesPlan);

    private static FiscalYearPlan After(params FiscalYearEvent[] happened) => happened.Aggregate(FiscalYearPlan.Initial, (plan, one) => plan.Evolve(one));

    private static RequestClose AskingToClose(DateOnly? today = null) => new() { Year = Year, Today = today ?? DayAfter, Actor = "clerk" };

    private static Close Closing(DateOnly? today = null, string actor = "approver") => new() { Year = Year, Today = today ?? DayAfter, Actor = actor, Hash = "h1" };

    private static RequestCorrection Requesting(EditionDifferences changes, bool revisesPlan = false, string reason = "誤りがあった。") =>
        new(reason, revisesPlan) { Year = Year, Actor = "clerk", Changes = changes };

    private static ApproveCorrection Approving(string actor, EditionDifferences? changes = null) => new() { Year = Year, Actor = actor, Hash = "h2", Changes = changes ?? OneCell };

    private static FiscalYearEvent Recorded(FiscalYearPlan plan, FiscalYearCommand command)
    {
        var decision = FiscalYearDecider.Decide(plan, command);
        Assert.Null(decision.Refusal);
        return Assert.Single(decision.Events);
    }

    private static Refusal Refused(FiscalYearPlan plan, FiscalYearCommand command)
    {
        var decision = FiscalYearDecider.Decide(plan, command);
        Assert.Empty(decision.Events);
        return Assert.IsType<Refusal>(decision.Refusal);
    }

    private static void IsUnchanged(FiscalYearPlan plan, FiscalYearCommand command)
    {
        var decision = FiscalYearDecider.Decide(plan, command);
        Assert.Equal((0, null), (decision.Events.Count, decision.Refusal));
    }

    [Fact]
    public void No_edition_is_made_while_something_is_in_its_way()
    {
        const string Obstacle = "consultation の記録が入っていない。";
        Assert.Equal(new Refusal("id", Obstacle), Refused(After(), AskingToClose() with { Obstacle = Obstacle }));
        Assert.Equal(new Refusal("id", Obstacle), Refused(After(CloseAsked), Closing() with { Obstacle = Obstacle }));
        Assert.Equal(new Refusal("id", Obstacle), Refused(After(Closed), Requesting(OneCell) with { Obstacle = Obstacle, Changes = null }));
        Assert.Equal(new Refusal("id", Obstacle), Refused(After(Closed, Requested()), Approving("approver") with { Obstacle = Obstacle, Changes = null }));
    }

    [Fact]
    public void A_request_can_be_withdrawn_until_it_is_approved_or_another_takes_its_place()
    {
        var (request, again) = (Requested(revisesPlan: true), Requested(revisesPlan: true));
        Assert.Null(FiscalYearDecider.Keeps(After(Closed, request), request));
        Assert.Null(FiscalYearDecider.Keeps(After(Closed, request, new TargetSet(Indicator.CasesReceived, 10)), request));
        Assert.NotNull(FiscalYearDecider.Keeps(After(Closed, request, again), request));
        Assert.NotNull(FiscalYearDecider.Keeps(After(Closed, request, new YearCorrected(2024, 2, "h2", "clerk", "approver", []), again), request));
    }

    [Theory]
    [InlineData(Indicator.CasesReceived, 0)]
    [InlineData(Indicator.CasesReceived, 1_000_000)]
    [InlineData(Indicator.PlanShare, 0)]
    [InlineData(Indicator.PlanShare, 42.5)]
    [InlineData(Indicator.PlanShare, 100)]
    public void A_target_is_a_count_or_a_share_as_the_indicator_is(Indicator indicator, double target) =>
        Assert.Equal(new TargetSet(indicator, (decimal)target), Recorded(After(), new SetTarget(indicator, (decimal)target)));

    [Theory]
    [InlineData(Indicator.CasesReceived, -1)]
    [InlineData(Indicator.CasesReceived, 1.5)]
    [InlineData(Indicator.CasesReceived, 1_000_001)]
    [InlineData(Indicator.PlanShare, -0.1)]
    [InlineData(Indicator.PlanShare, 100.1)]
    [InlineData(Indicator.PlanShare, 42.55)]
    public void A_target_that_cannot_be_is_refused(Indicator indicator, double target) =>
        Assert.Equal("target", Refused(After(), new SetTarget(indicator, (decimal)target)).Field);

    [Fact]
    public void A_target_is_revised_and_the_same_again_is_nothing_new()
    {
        var plan = After(new TargetSet(Indicator.CasesReceived, 10));
        IsUnchanged(plan, new SetTarget(Indicator.CasesReceived, 10));
        Assert.Equal(12, plan.Evolve(Recorded(plan, new SetTarget(Indicator.CasesReceived, 12))).Targets[Indicator.CasesReceived]);
    }

    [Fact]
    public void An_evaluation_is_overridden_with_a_reason_only()
    {
        Assert.Equal("reason", Refused(After(), new OverrideEvaluation(Indicator.CasesReceived, Evaluation.Reached, " ")).Field);
        var overridden = Recorded(After(), new OverrideEvaluation(Indicator.CasesReceived, Evaluation.Reached, "理由"));
        IsUnchanged(After(overridden), new OverrideEvaluation(Indicator.CasesReceived, Evaluation.Reached, "理由"));
        Assert.Equal("別の理由", Assert.IsType<EvaluationOverridden>(Recorded(After(overridden), new OverrideEvaluation(Indicator.CasesReceived, Evaluation.Reached, "別の理由"))).Reason);
    }

    [Fact]
    public void A_year_is_closed_from_the_day_after_its_last_and_once()
    {
        Assert.Contains("2025年3月31日", Refused(After(), AskingToClose(LastDay)).Because, StringComparison.Ordinal);
        Assert.Contains("2025年3月31日", Refused(After(CloseAsked), Closing(LastDay)).Because, StringComparison.Ordinal);
        Assert.Equal(CloseAsked, Recorded(After(), AskingToClose()));
        Assert.Equal(Closed, Recorded(After(CloseAsked), Closing()));
        Assert.Equal("id", Refused(After(CloseAsked, Closed), AskingToClose()).Field);
        Assert.Equal("id", Refused(After(CloseAsked, Closed), Closing()).Field);
    }

    [Fact]
    public void A_year_is_closed_by_another_than_who_asked_for_it()
    {
        Assert.Contains("申請がありません", Refused(After(), Closing()).Because, StringComparison.Ordinal);
        Assert.Equal("approvedBy", Refused(After(CloseAsked), Closing(actor: "clerk")).Field);
        Assert.Equal("approvedBy", Refused(After(CloseAsked), Closing(actor: "CLERK")).Field);
        IsUnchanged(After(CloseAsked), AskingToClose());
        Assert.Null(FiscalYearDecider.Keeps(After(CloseAsked), CloseAsked));
        Assert.NotNull(FiscalYearDecider.Keeps(After(CloseAsked, Closed), CloseAsked));
    }

    public static TheoryData<FiscalYearCommand> OfThePlan =>
    [
        new SetTarget(Indicator.CasesReceived, 1), new OverrideEvaluation(Indicator.CasesReceived, Evaluation.Reached, "理由"), new WriteCommentary(CommentaryPart.OutreachGoal, "文"),
    ];

    [Theory]
    [MemberData(nameof(OfThePlan))]
    public void A_closed_years_plan_changes_only_while_a_further_edition_is_asked_for_that_revises_it(FiscalYearCommand command)
    {
        Recorded(After(), command);
        foreach (var plan in (FiscalYearPlan[])[After(Closed), After(Closed, Requested()), After(Closed, Requested(revisesPlan: true), new YearCorrected(2024, 2, "h2", "clerk", "approver", []))])
        {
            Assert.Equal("id", Refused(plan, command).Field);
            Assert.Contains("訂正版", FiscalYearDecider.Keeps(plan, Recorded(After(), command))!.Because, StringComparison.Ordinal);
        }
        Assert.Null(FiscalYearDecider.Keeps(After(Closed, Requested(revisesPlan: true)), Recorded(After(Closed, Requested(revisesPlan: true)), command)));
    }

    [Fact]
    public void That_a_year_was_closed_or_corrected_is_never_retracted() => Assert.All(
        (FiscalYearEvent[])[Closed, new YearCorrected(2024, 2, "h2", "clerk", "approver", [])],
        entry => Assert.Equal("entryId", FiscalYearDecider.Keeps(After(Closed, Requested(revisesPlan: true)), entry)?.Field));

    [Fact]
    public void A_further_edition_is_asked_for_where_something_moved_or_the_plan_is_to_be_revised()
    {
        Assert.Equal("id", Refused(After(), Requesting(OneCell)).Field);
        Assert.Contains("変わったところがありません", Refused(After(Closed), Requesting(Nothing)).Because, StringComparison.Ordinal);
        Assert.Equal("reason", Refused(After(Closed), Requesting(OneCell, reason: "")).Field);
        Assert.Equal(Requested(), Recorded(After(Closed), Requesting(OneCell)));
        Assert.Equal(Requested(), Recorded(After(Closed), Requesting(OneText)));
        Assert.Equal(Requested(revisesPlan: true), Recorded(After(Closed), Requesting(Nothing, revisesPlan: true)));
        IsUnchanged(After(Closed, Requested()), Requesting(OneCell));
    }

    [Fact]
    public void A_further_edition_is_approved_by_another_than_who_asked_where_something_moved()
    {
        Assert.Equal("id", Refused(After(), Approving("approver")).Field);
        Assert.Contains("申請がありません", Refused(After(Closed), Approving("approver")).Because, StringComparison.Ordinal);
        Assert.Equal("approvedBy", Refused(After(Closed, Requested()), Approving("clerk")).Field);
        Assert.Equal("approvedBy", Refused(After(Closed, Requested()), Approving("CLERK")).Field);
        Assert.Equal("id", Refused(After(Closed, Requested(revisesPlan: true)), Approving("approver", Nothing)).Field);

        var corrected = Assert.IsType<YearCorrected>(Recorded(After(Closed, Requested()), Approving("approver")));
        Assert.Equal((2, "h2", "clerk", "approver", "consultation/cases-received"), (corrected.Edition, corrected.Hash, corrected.RequestedBy, corrected.ApprovedBy, Assert.Single(corrected.Cells)));
        var after = After(Closed, Requested(), corrected);
        Assert.Equal((2, null), (after.Editions, after.Request));
    }
}
