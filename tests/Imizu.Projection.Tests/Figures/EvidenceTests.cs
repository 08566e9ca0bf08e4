using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reports;
using Imizu.Projection.Evidence;
using Imizu.Projection.Figures;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Figures;

/// <summary>Why an event is not counted, reason by reason.</summary>
public sealed class EvidenceTests(TestServers servers) : IAsyncLifetime
{
    private static readonly DateOnly May1 = new(2024, 5, 1);

    private readonly List<EventEnvelope> _sent = [];
    private ProjectionDatabase _city = null!;

    public async ValueTask InitializeAsync() => _city = await ProjectionDatabase.Start(servers);

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    private static string Case(int number) => $"case/{new Guid(number, 0, 0x4000, new byte[8])}";

    /// <summary>Records an event, by default in fiscal 2024, and gives its id.</summary>
    private async Task<Guid> Record(object happened, string? subject = null, DateTimeOffset? recorded = null)
    {
        var position = _sent.Count + 1;
        _sent.Add(Envelope.Of(position, position - 1, happened, subject ?? Case(1), recorded));
        await _city.Accept(_sent[^1]);
        return _sent[^1].Id;
    }

    private async Task<CellEvents> Of(string key, int year = 2024, DateTimeOffset? asOf = null) => FigureCatalog.Cell(key) is var (figure, row)
        ? await new EvidenceReader(_city.Source).Read(figure, row, new FiscalYear(year), asOf, 0, 100, ProjectionDatabase.Cancelled)
        : throw new ArgumentException(key);

    private async Task<IEnumerable<(Guid, NearMissReason)>> Missed(string key, int year = 2024, DateTimeOffset? asOf = null) =>
        (await Of(key, year, asOf)).Missed.Items.Select(miss => (miss.Event.Id, miss.Reason));

    [Fact]
    public async Task A_retracted_entry_says_when_by_whom_and_why()
    {
        var contact = await Record(new CaseEvent.ContactRecorded(May1, ContactMethod.Telephone, [ContactTopic.Other]));
        var at = Envelope.Recorded.AddDays(2);
        await Record(new ConsultationEntryRetracted(contact, RetractionReason.WrongDate), recorded: at);

        var (of, reason, retraction) = Assert.Single((await Of("consultation/contacts-by-method/telephone")).Missed.Items);
        Assert.Equal((contact, NearMissReason.Retracted, new EntryRetraction(at, "test", RetractionReason.WrongDate)), (of.Id, reason, retraction));
        Assert.Equal(contact, Assert.Single((await Of("consultation/contacts-by-method/telephone", asOf: at.AddSeconds(-1))).Counted.Items).Event.Id);
        Assert.Empty((await Of("consultation/contacts-by-method/mail")).Missed.Items);
    }

    [Fact]
    public async Task What_was_typed_in_the_year_and_occurred_in_another_is_near_and_so_is_what_was_typed_after_the_moment()
    {
        var plan = await Record(new CaseEvent.PlanCreated(May1.AddYears(-2)));
        Assert.Equal([(plan, NearMissReason.OtherYear)], await Missed("consultation/plans-created"));
        Assert.Empty((await Of("consultation/plans-created", year: 2023)).Missed.Items);
        Assert.Equal([(plan, NearMissReason.RecordedLater)], await Missed("consultation/plans-created", year: 2022, asOf: Envelope.Recorded.AddSeconds(-1)));
    }

    [Fact]
    public async Task A_partner_counts_once_a_case()
    {
        await Record(new CaseEvent.PartnerEngaged(May1, "police"));
        var again = await Record(new CaseEvent.PartnerEngaged(May1.AddDays(1), "police"));
        await Record(new CaseEvent.PartnerEngaged(May1.AddDays(1), "police"), Case(2));
        Assert.Equal(2, (await Of("consultation/partner-cases/police")).Value);
        Assert.Equal([(again, NearMissReason.CountedAlready)], await Missed("consultation/partner-cases/police"));
    }

    [Fact]
    public async Task A_case_with_a_plan_in_time_is_not_one_without_and_a_plan_in_April_comes_too_late()
    {
        var (inTime, tooLate) = (await Record(new CaseEvent.Received(May1, ReferralRoute.Person)), await Record(new CaseEvent.Received(May1, ReferralRoute.Person), Case(2)));
        await Record(new CaseEvent.PlanCreated(new(2025, 3, 31)));
        var late = await Record(new CaseEvent.PlanCreated(new(2025, 4, 1)), Case(2));
        Assert.Equal(tooLate, Assert.Single((await Of("consultation/without-plan")).Counted.Items).Event.Id);
        Assert.Equal([(inTime, NearMissReason.PlannedInTime), (late, NearMissReason.PlannedTooLate)], await Missed("consultation/without-plan"));
        var beyond = await new EvidenceReader(_city.Source).Read(FigureCatalog.Figure("consultation/without-plan")!, null, new FiscalYear(2024), null, offset: 2, limit: 1, ProjectionDatabase.Cancelled);
        Assert.Equal((1, 2, 0), (beyond.Counted.Total, beyond.Missed.Total, beyond.Missed.Items.Count));
    }

    [Fact]
    public async Task A_household_counts_by_its_latest_type_if_the_case_is_in_support()
    {
        var (first, second) = (await Record(new CaseEvent.HouseholdClassified(May1, HouseholdType.SinglePerson)), await Record(new CaseEvent.HouseholdClassified(May1.AddDays(1), HouseholdType.SinglePerson)));
        await Record(new CaseEvent.SupportStarted(May1.AddDays(2)));
        var without = await Record(new CaseEvent.HouseholdClassified(May1, HouseholdType.SinglePerson), Case(2));
        var started = await Record(new CaseEvent.SupportStarted(May1), Case(3));
        Assert.Equal(second, Assert.Single((await Of("consultation/household-types/singlePerson")).Counted.Items).Event.Id);
        Assert.Equal([(first, NearMissReason.Superseded), (without, NearMissReason.NotInSupport)], await Missed("consultation/household-types/singlePerson"));
        Assert.Equal(started, Assert.Single((await Of("consultation/household-types/other")).Counted.Items).Event.Id);
    }

    [Fact]
    public async Task Support_that_ended_before_is_not_brought_forward()
    {
        var (over, open) = (await Record(new CaseEvent.SupportStarted(May1.AddYears(-1))), await Record(new CaseEvent.SupportStarted(May1.AddYears(-1)), Case(2)));
        await Record(new CaseEvent.SupportConcluded(May1.AddMonths(-2), ConclusionReason.Resolved));
        Assert.Equal(open, Assert.Single((await Of("consultation/brought-forward")).Counted.Items).Event.Id);
        Assert.Equal([(over, NearMissReason.EndedBefore)], await Missed("consultation/brought-forward"));
    }

    [Theory]
    [InlineData(MeasureKind.Flow, 30)]
    [InlineData(MeasureKind.Stock, 20)]
    [InlineData(MeasureKind.Ratio, 20)]
    public async Task Sent_again_a_tally_is_superseded_and_of_a_stock_and_a_ratio_the_latest_stands(MeasureKind kind, int result)
    {
        const string Measure = "measure/m";
        await Record(new FieldMeasureEvent.Registered(May1.AddYears(2), "事業", "数", "人", kind, MeasureTable.RelatedProject, 1), Measure);
        var wrong = await Record(new FieldMeasureEvent.Tallied(May1, new(2024, 5, 31), 99), Measure);
        var may = await Record(new FieldMeasureEvent.Tallied(May1, new(2024, 5, 31), 10), Measure);
        await Record(new FieldMeasureEvent.Tallied(new(2024, 6, 1), new(2024, 6, 30), 20), Measure);
        Assert.Equal(result, (await Of("collaboration/field-tallies/m")).Value);
        Assert.Equal(
            kind == MeasureKind.Flow ? [(wrong, NearMissReason.Superseded)] : [(wrong, NearMissReason.Superseded), (may, NearMissReason.Superseded)],
            await Missed("collaboration/field-tallies/m"));
    }
}
