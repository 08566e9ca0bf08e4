using System.Net;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>From a figure to the entry behind it, over HTTP.</summary>
[Collection(nameof(StackFixture))]
public sealed class EvidenceTests(StackFixture stack)
{
    private const int Year = 2010;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Uri Projection(string path) => new(stack.Stack.Services[Services.Projection], path);

    private async Task<CellEvidence> Evidence(string key, string query = "") =>
        (await stack.Http.GetFromJsonAsync<CellEvidence>(Projection($"/reports/{Year}/cells/{key}/evidence{query}"), ContractJson.Options, Cancelled))!;

    [Fact]
    public async Task A_figure_leads_to_its_entries_and_a_correction_to_what_moved()
    {
        var path = $"/cases/{Guid.NewGuid()}";
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{path}/receipt", """{"on":"2010-05-01","route":"family"}""")).Status);
        var contact = (await stack.Send(Services.Consultation, $"{path}/contacts", """{"on":"2010-05-02","method":"telephone","topics":["other"]}""")).Entries[0];
        await stack.ReportOnce(Year, report => report.Value("consultation/contacts-by-method/telephone") == 1);

        var evidence = await Evidence("consultation/contacts-by-method/telephone");
        var counted = Assert.Single(evidence.Counted.Items);
        Assert.Equal((1, "相談方法　電話", contact, $"case/{path.Split('/')[^1]}"), (evidence.Value, evidence.Words, counted.Id, counted.Stream));
        var read = await stack.Http.GetFromJsonAsync<List<EventEnvelope>>(new Uri(stack.Stack.Services[counted.Source.Split(':')[^1]], counted.Read), ContractJson.Options, Cancelled);
        Assert.Equal(contact, Assert.Single(read!).Id);
        Assert.Equal(["＋", "＋", "－"], (await Evidence("consultation/continuing")).Formula.Select(term => term.Operator));

        var before = read![0].Time;
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{path}/entries/{contact}/retraction", """{"reason":"enteredTwice"}""")).Status);
        await stack.ReportOnce(Year, report => report.Value("consultation/contacts-by-method/telephone") == 0);
        Assert.Equal(RetractionReason.EnteredTwice, Assert.Single((await Evidence("consultation/contacts-by-method/telephone")).NearMisses.Items).Retraction?.Reason);
        Assert.Equal(1, (await Evidence("consultation/contacts-by-method/telephone", $"?asOf={Uri.EscapeDataString($"{before:O}")}")).Value);

        var changes = await stack.Http.GetFromJsonAsync<ReportChanges>(Projection($"/reports/{Year}/changes?from={Uri.EscapeDataString($"{before:O}")}"), ContractJson.Options, Cancelled);
        Assert.Equal(
            ["consultation/contacts-by-method", "consultation/contacts-by-method/telephone", "consultation/contacts-by-month", "consultation/contacts-by-month/05", "consultation/contacts-by-topic", "consultation/contacts-by-topic/other"],
            changes!.Cells.Select(cell => cell.Key));
        Assert.All(changes.Cells, cell => Assert.Equal((contact, false, NearMissReason.Retracted), cell.Events.Select(of => (of.Event.Id, of.IsCounted, of.Reason)).Single()));
    }

    [Fact]
    public async Task The_evidence_of_a_register_s_entry_is_in_its_words_and_its_unit()
    {
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.CommunityBuilding, "/measures/evidence-m/registration", """{"on":"2010-04-01","programme":"分野","measure":"利用者数","unit":"人","kind":"flow","table":"relatedProject","order":1}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.CommunityBuilding, "/measures/evidence-m/tallies", """{"from":"2010-04-01","to":"2010-04-30","value":7}""")).Status);
        await stack.ReportOnce(Year, report => report.Value("collaboration/field-tallies/evidence-m") == 7);
        var evidence = await Evidence("collaboration/field-tallies/evidence-m");
        Assert.Equal((7m, "人", "各分野の件数　分野　利用者数"), (evidence.Value, evidence.Unit, evidence.Words));
    }

    [Theory]
    [InlineData("/reports/2010/cells/consultation/nothing/evidence", HttpStatusCode.NotFound, "key")]
    [InlineData("/reports/2010/cells/consultation/contacts-by-method/fax/evidence", HttpStatusCode.NotFound, "key")]
    [InlineData("/reports/2010/cells/consultation/continuing/telephone/evidence", HttpStatusCode.NotFound, "key")]
    [InlineData("/reports/2010/cells/collaboration/field-tallies/evidence", HttpStatusCode.NotFound, "key")]
    [InlineData("/reports/1868/cells/consultation/continuing/evidence", HttpStatusCode.BadRequest, "fiscalYear")]
    [InlineData("/reports/2010/cells/consultation/continuing/evidence?asOf=yesterday", HttpStatusCode.BadRequest, "asOf")]
    [InlineData("/reports/2010/cells/consultation/continuing/evidence?limit=0", HttpStatusCode.BadRequest, "limit")]
    [InlineData("/reports/2010/cells/consultation/continuing/evidence?offset=-1", HttpStatusCode.BadRequest, "offset")]
    [InlineData("/reports/2010/changes", HttpStatusCode.BadRequest, "from")]
    [InlineData("/reports/2010/changes?from=2011-04-01&to=2011-03-31", HttpStatusCode.BadRequest, "to")]
    [InlineData("/reports/2010?form=other", HttpStatusCode.BadRequest, "form")]
    public async Task What_cannot_be_answered_is_named(string path, HttpStatusCode status, string field)
    {
        var answer = await stack.Get(Projection(path));
        Assert.Equal((status, field), (answer.Status, answer.Fields.Single()));
    }
}
