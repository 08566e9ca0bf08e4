using System.Text.Json;
using Imizu.Operations.Reiwa6;
using Imizu.Contracts.Consultation;
using Xunit;
using static Imizu.Operations.Tests.Reiwa6.Plan;

namespace Imizu.Operations.Tests.Reiwa6;

/// <summary>The history obeys the rules that the services will hold it to.</summary>
public sealed class HistoryOrderTests
{
    private static readonly string[] BeforeASupportStart = ["receipt", "household", "consent", "plan"];

    [Fact]
    public void It_is_the_same_each_time()
    {
        Assert.Equal(Calls.Select(Written), HistoryPlan.Compose(Figures.Read()).Select(Written));

        static string Written(Imizu.Operations.Loading.Call call) => $"{call.Key} {call.Service} {call.Path} {call.Body.GetRawText()}";
    }

    [Fact]
    public void Each_call_has_a_key_of_its_own() => Assert.Equal(Calls.Count, Calls.Select(call => call.Key).Distinct().Count());

    [Fact]
    public void All_days_but_those_of_outlines_are_in_the_year_and_all_are_in_order()
    {
        Assert.All(Calls.Where(call => call.What is not "outline"), call => Assert.InRange(call.Day, new DateOnly(2024, 4, 1), new DateOnly(2025, 3, 31)));
        Assert.All(Calls.Where(call => call.Body.TryGetProperty("on", out _)), call => Assert.Equal(call.Day, call.Body.GetProperty("on").Deserialize<DateOnly>()));
        Assert.Equal(Calls.Select(call => call.Day).Order(), Calls.Select(call => call.Day));
    }

    [Fact]
    public void A_case_begins_with_its_receipt_and_nothing_but_its_outline_comes_after_the_day_of_its_end()
    {
        Assert.All(Calls.Where(call => call.Stream.StartsWith("cases/", StringComparison.Ordinal)).GroupBy(call => call.Stream), course =>
        {
            Assert.Equal("receipt", course.First().What);
            var end = course.SingleOrDefault(call => call.What is "support-conclusion" or "closing-without-plan");
            Assert.DoesNotContain(course, call => call.What is not "outline" && call.Day > (end?.Day ?? DateOnly.MaxValue));
        });
    }

    [Fact]
    public void Support_starts_after_receipt_household_consent_and_plan_and_ends_after_that()
    {
        Assert.All(Recorded<CaseEvent.SupportStarted>("cases", "support-start"), started =>
        {
            var whats = Calls.Where(call => call.Stream == started.Call.Stream).Select(call => call.What).ToList();
            var start = whats.IndexOf("support-start");
            Assert.Subset(whats[..start].ToHashSet(), BeforeASupportStart.ToHashSet());
            Assert.DoesNotContain("support-conclusion", whats[..start]);
        });
    }

    [Fact]
    public void Every_contact_has_one_to_three_topics_all_different() =>
        Assert.All(Recorded<CaseEvent.ContactRecorded>("cases", "contacts"), contact =>
        {
            Assert.InRange(contact.Body.Topics.Count, 1, 3);
            Assert.Distinct(contact.Body.Topics);
        });

    [Fact]
    public void A_conference_on_consent_discusses_one_to_three_cases_that_have_consented_and_waits_for_them()
    {
        var consents = Recorded<CaseEvent.ConsentGiven>("cases", "consent").ToDictionary(e => e.Call.Stream, e => e.Body.On);
        Assert.All(Recorded<Holding>("conferences", "holding").Where(e => e.Body.Kind == ConferenceKind.IndividualSupport), held =>
        {
            var discussed = held.Body.Cases.Select(id => $"cases/{id}").ToList();
            Assert.InRange(discussed.Count, 1, 3);
            Assert.Distinct(discussed);
            Assert.All(discussed, stream => Assert.True(consents[stream] <= held.Body.On));
            Assert.Equal(discussed, held.Call.RestsOn);
        });
    }

    [Fact]
    public void A_conference_without_consent_discusses_a_case_that_has_not_consented()
    {
        var consents = Recorded<CaseEvent.ConsentGiven>("cases", "consent").ToDictionary(e => e.Call.Stream, e => e.Body.On);
        Assert.All(Recorded<Holding>("conferences", "holding").Where(e => e.Body.Kind == ConferenceKind.SupportConference), held =>
            Assert.All(held.Body.Cases, id => Assert.False(consents.TryGetValue($"cases/{id}", out var given) && given <= held.Body.On)));
    }

    [Fact]
    public void An_engagement_waits_for_the_partners_registration() =>
        Assert.All(Recorded<CaseEvent.PartnerEngaged>("cases", "partners"), engaged =>
            Assert.Contains(Calls.TakeWhile(call => call != engaged.Call), call => call.Path == $"/partners/{engaged.Body.Partner}/registration" && engaged.Call.RestsOn.Contains(call.Stream)));

    [Fact]
    public void Outlines_are_written_for_the_year_in_the_April_after_it_one_a_day_in_the_order_of_print()
    {
        var outlines = Recorded<CaseEvent.OutlineWritten>("cases", "outline");
        Assert.Equal(Printed.Sections.Consultation.CaseOutlines, outlines.Select(e => e.Body.Text));
        Assert.Distinct(outlines.Select(e => e.Body.On));
        Assert.All(outlines, e => Assert.Equal((2024, 2025, 4), (e.Body.FiscalYear, e.Body.On.Year, e.Body.On.Month)));
        Assert.Distinct(outlines.Select(e => e.Call.Stream));
    }
}
