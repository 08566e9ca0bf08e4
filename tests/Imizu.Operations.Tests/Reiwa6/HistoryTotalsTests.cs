using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Participation;
using Xunit;
using static Imizu.Operations.Tests.Reiwa6.Plan;

namespace Imizu.Operations.Tests.Reiwa6;

/// <summary>Counts the calls by their bodies alone, and compares with what is printed.</summary>
public sealed class HistoryTotalsTests
{
    [Theory]
    [InlineData("receipt", 29)]
    [InlineData("plan", 19)]
    [InlineData("support-start", 19)]
    [InlineData("support-conclusion", 5)]
    [InlineData("contacts", 1113)]
    [InlineData("outline", 6)]
    public void What_happens_to_cases_happens_as_often_as_printed(string what, int times) =>
        Assert.Equal(times, Calls.Count(call => call.Stream.StartsWith("cases/", StringComparison.Ordinal) && call.What == what));

    [Fact]
    public void Ten_cases_come_to_no_plan_and_some_of_them_are_closed()
    {
        var received = Recorded<CaseEvent.Received>("cases", "receipt").Select(e => e.Call.Stream).ToHashSet();
        received.ExceptWith(Recorded<CaseEvent.PlanCreated>("cases", "plan").Select(e => e.Call.Stream));
        var closed = Recorded<CaseEvent.ClosedWithoutPlan>("cases", "closing-without-plan").Select(e => e.Call.Stream).ToHashSet();

        Assert.Equal(10, received.Count);
        Assert.ProperSubset(received, closed);
        Assert.NotEmpty(closed);
    }

    [Fact]
    public void Households_methods_and_topics_are_as_printed()
    {
        var printed = Printed.Sections.Consultation;
        var contacts = Recorded<CaseEvent.ContactRecorded>("cases", "contacts");

        Assert.Equal(printed.HouseholdTypes.Rows(), Recorded<CaseEvent.HouseholdClassified>("cases", "household").Select(e => e.Body.Type).ByWord());
        Assert.Equal(printed.ContactMethods.Rows(), contacts.Select(e => e.Body.Method).ByWord());
        Assert.Equal(printed.ContactTopics.Rows(), contacts.SelectMany(e => e.Body.Topics).ByWord());
    }

    [Fact]
    public void Each_partner_takes_part_in_as_many_distinct_cases_as_printed_and_is_registered_in_the_order_of_print()
    {
        var engaged = Recorded<CaseEvent.PartnerEngaged>("cases", "partners").Select(e => (e.Call.Stream, e.Body.Partner)).Distinct()
            .CountBy(e => e.Partner).ToDictionary();
        var registered = Recorded<PartnerEvent.Registered>("partners", "registration")
            .Select(e => (e.Body.Group, e.Body.Order, e.Body.Name, Cases: engaged[e.Call.Stream["partners/".Length..]]));

        Assert.Equal(
            Printed.Sections.Consultation.Partners.SelectMany((column, group) =>
                column.Value.Select((row, n) => ((PartnerGroup)group, n + 1, row.Key, row.Value))),
            registered.OrderBy(row => row.Group).ThenBy(row => row.Order));
    }

    [Fact]
    public void Conferences_outreach_and_sessions_are_as_printed()
    {
        var conferences = Recorded<Holding>("conferences", "holding").Select(e => e.Body.Kind).ByWord();
        var projects = Recorded<ProjectEvent.Commissioned>("projects", "commission").OrderBy(e => e.Body.On).Select(e => (
            e.Body.Contractor,
            Held: Recorded<ProjectEvent.SessionHeld>("projects", "sessions").Where(session => session.Call.Stream == e.Call.Stream).ToList()));

        Assert.Equal(new() { ["重層的支援個別会議"] = 8, ["支援会議"] = 4 }, conferences);
        Assert.Single(Recorded<TargetEvent.Identified>("targets", "identification"));
        Assert.Empty(Recorded<TargetEvent.PlanCreated>("targets", "plan"));
        Assert.Equal(
            [("一般社団法人とまりぎラボ", 6, 80), ("特定非営利活動法人はぁとぴあ２１", 9, 85)],
            projects.Select(project => (project.Contractor, project.Held.Count, project.Held.Sum(session => session.Body.Attendances))));
    }

    [Fact]
    public void The_exchange_meeting_is_held_on_its_printed_day_with_54_people()
    {
        var (_, held) = Assert.Single(Recorded<ExchangeMeetingEvent.Held>("exchange-meetings", "holding"));

        Assert.Equal(new DateOnly(2024, 11, 22), held.On);
        Assert.Equal(54, held.Participants.Sum(row => row.Count));
    }

    [Fact]
    public void Flows_add_up_and_stocks_and_ratios_end_on_the_printed_value()
    {
        var results = Recorded<FieldMeasureEvent.Registered>("measures", "registration").ToDictionary(
            e => (e.Body.Programme, e.Body.Measure),
            e => Result(e.Body.Kind, Recorded<FieldMeasureEvent.Tallied>("measures", "tallies").Where(t => t.Call.Stream == e.Call.Stream).Select(t => t.Body)));

        Assert.Equal(
            Printed.Sections.Collaboration.Tables.SelectMany(table => table).ToDictionary(row => (row.Programme, row.Measure), row => row.Result),
            results);

        static decimal Result(MeasureKind kind, IEnumerable<FieldMeasureEvent.Tallied> tallies) =>
            kind == MeasureKind.Flow ? tallies.Sum(tally => tally.Value) : tallies.MaxBy(tally => tally.To)!.Value;
    }

    [Fact]
    public void Every_indicator_has_its_target_and_every_part_its_text()
    {
        var targets = Recorded<FiscalYearEvent.TargetSet>("fiscal-years", "targets").Select(e => e.Body.Target);
        var parts = Recorded<FiscalYearEvent.CommentaryWritten>("fiscal-years", "commentary").Select(e => e.Body.Part);

        Assert.Equal([10, 5, 5, 1, 10, 5, 1, 3], targets);
        Assert.Equal(Enum.GetValues<CommentaryPart>(), parts.Order());
    }
}
