using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Participation;
using Imizu.Projection.Figures;
using Imizu.Projection.Figures.Collaboration;
using Imizu.Projection.Figures.CommunityBuilding;
using Imizu.Projection.Figures.Consultation;
using Xunit;

namespace Imizu.Projection.Tests.Figures;

public class FigureCatalogTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1);

    private static IEnumerable<(FactKind, string, decimal)> Counted(object happened, string subject = "case/1") =>
        FigureCatalog.FactsOf(happened, subject).Select(fact => (fact.Kind, fact.Row, fact.Weight));

    [Fact]
    public void A_contact_is_one_fact_of_its_method_with_its_topics_as_items() => Assert.Equal(
        new Fact(ContactFigures.ContactRecorded, May1, "HomeVisit", Items: "FamilyRelations,RightsProtection"),
        Assert.Single(FigureCatalog.FactsOf(new CaseEvent.ContactRecorded(May1, ContactMethod.HomeVisit, [ContactTopic.FamilyRelations, ContactTopic.RightsProtection]), "case/1")));

    [Fact]
    public void A_case_that_follows_an_earlier_one_counts_as_received_and_as_returned() => Assert.Equal(
        [(CaseFigures.CaseReceived, "Family", 1), (CaseFigures.CaseReturned, "", 1)], Counted(new CaseEvent.Received(May1, ReferralRoute.Family, Guid.Empty)));

    [Fact]
    public void A_conference_counts_once_however_many_cases_it_discusses()
    {
        Assert.Equal(
            [(ConferenceFigures.ConferenceHeld, "IndividualSupport", 1)],
            Counted(new ConferenceEvent.IndividualSupportConferenceHeld(May1, [Guid.Empty, Guid.Empty, Guid.Empty])));
        Assert.Equal(
            [(ConferenceFigures.ConferenceHeld, "SupportConference", 1)],
            Counted(new ConferenceEvent.SupportConferenceHeld(May1, [])));
    }

    [Fact]
    public void An_outline_counts_in_the_year_that_it_is_for_and_the_rest_in_the_year_of_its_day()
    {
        var outline = Assert.Single(FigureCatalog.FactsOf(new CaseEvent.OutlineWritten(May1, 2023, "就労につながった。"), "case/1"));
        Assert.Equal((CaseFigures.CaseOutline, new FiscalYear(2023), May1), (outline.Kind, outline.Year, outline.On));
        Assert.Equal(new FiscalYear(2024), Assert.Single(FigureCatalog.FactsOf(new CaseEvent.PlanCreated(May1), "case/1")).Year);
    }

    [Fact]
    public void A_session_counts_for_its_project_and_so_do_those_who_came() => Assert.Equal(
        [(ProjectFigures.ProjectSession, "7", 1), (ProjectFigures.ProjectAttendance, "7", 12)],
        Counted(new ProjectEvent.SessionHeld(May1, 12), "project/7"));

    [Fact]
    public void A_tally_counts_its_value_on_the_last_day_of_its_period()
    {
        var fact = Assert.Single(FigureCatalog.FactsOf(new FieldMeasureEvent.Tallied(May1, May1.AddDays(30), 10.2m), "measure/exercise-rate"));
        Assert.Equal((CollaborationFigures.MeasureTallied, "exercise-rate", 10.2m, May1.AddDays(30)), (fact.Kind, fact.Row, fact.Weight, fact.On));
    }

    [Fact]
    public void A_first_plan_and_its_revision_are_counted_apart()
    {
        Assert.Equal([(CaseFigures.PlanCreated, "", 1)], Counted(new CaseEvent.PlanCreated(May1)));
        Assert.Equal([(CaseFigures.PlanRevised, "", 1)], Counted(new CaseEvent.PlanRevised(May1)));
    }

    /// <summary>An event that no figure counts is so on purpose: whoever adds one has to say which.</summary>
    [Fact]
    public void Every_published_event_is_counted_or_named_here_as_uncounted()
    {
        Type[] uncounted =
        [
            typeof(CaseEvent.ConsentGiven), typeof(CaseEvent.ConsentWithdrawn), typeof(PartnerEvent.Withdrawn),
            typeof(ConsultationEntryRetracted), typeof(OutreachEntryRetracted), typeof(ParticipationEntryRetracted), typeof(CommunityBuildingEntryRetracted),
            typeof(ConsultationTextRedacted), typeof(ParticipationTextRedacted), typeof(CommunityBuildingTextRedacted),
        ];
        var found = EventCatalog.All.Select(e => e.Record).Where(record => record.Namespace != typeof(Contracts.FiscalYears.FiscalYearEvent).Namespace)
            .Where(record => !FigureCatalog.Kinds.SelectMany(kind => kind.Events).Contains(EventCatalog.Newest(Blank(record)).GetType()));
        Assert.Equal(uncounted.Select(t => t.FullName).Order(), found.Select(t => t.FullName).Order());
    }

    private static object Blank(Type record)
    {
        var constructor = record.GetConstructors().Single(c => c.GetParameters() is not [{ } only] || only.ParameterType != record);
        return constructor.Invoke([.. constructor.GetParameters().Select(p =>
            p.HasDefaultValue ? p.DefaultValue
            : p.ParameterType == typeof(string) ? "x"
            : p.ParameterType.IsGenericType ? Array.CreateInstance(p.ParameterType.GetGenericArguments()[0], 0)
            : Activator.CreateInstance(p.ParameterType))]);
    }
}
