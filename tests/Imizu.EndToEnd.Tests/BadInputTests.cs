using System.Net;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>What is wrong is answered with the field's name, and changes nothing.</summary>
[Collection(nameof(StackFixture))]
public sealed class BadInputTests(StackFixture stack)
{
    private const string Case = "/cases/0198c1d2-0000-7000-8000-00000000bad1";
    private const string Project = "/projects/0198c1d2-0000-7000-8000-00000000bad1";
    private const string Meeting = "/exchange-meetings/0198c1d2-0000-7000-8000-00000000bad1";

    private static string FiftyOne { get; } = string.Join(',', Enumerable.Range(1, 51).Select(n => $"\"{new Guid(n, 0, 0, new byte[8])}\""));

    public static TheoryData<string, string, string, HttpStatusCode, string> Wrong => new()
    {
        { Services.Consultation, $"{Case}/receipt", "{\"on\":", HttpStatusCode.BadRequest, "body" },
        { Services.Consultation, $"{Case}/receipt", "not JSON", HttpStatusCode.BadRequest, "body" },
        { Services.Consultation, $"{Case}/receipt", "", HttpStatusCode.BadRequest, "body" },
        { Services.Consultation, $"{Case}/receipt", "null", HttpStatusCode.BadRequest, "body" },
        { Services.Consultation, $"{Case}/receipt", "[]", HttpStatusCode.BadRequest, "body" },
        { Services.Consultation, $"{Case}/receipt", "{}", HttpStatusCode.BadRequest, "route, on" },
        { Services.Consultation, $"{Case}/receipt", """{"on":"2021-05-01"}""", HttpStatusCode.BadRequest, "route" },
        { Services.Consultation, $"{Case}/receipt", """{"on":null,"route":"family"}""", HttpStatusCode.BadRequest, "on" },
        { Services.Consultation, $"{Case}/receipt", """{"on":"2021-02-30","route":"family"}""", HttpStatusCode.BadRequest, "on" },
        { Services.Consultation, $"{Case}/receipt", """{"on":20210501,"route":"family"}""", HttpStatusCode.BadRequest, "on" },
        { Services.Consultation, $"{Case}/receipt", """{"on":"2021-05-01","route":"telepathy"}""", HttpStatusCode.BadRequest, "route" },
        { Services.Consultation, $"{Case}/receipt", """{"on":"2021-05-01","route":1}""", HttpStatusCode.BadRequest, "route" },
        { Services.Consultation, $"{Case}/receipt", """{"on":"2021-05-01","route":"family","name":"x"}""", HttpStatusCode.BadRequest, "name" },
        { Services.Consultation, $"{Case}/receipt", """{"on":"2099-05-01","route":"family"}""", HttpStatusCode.Conflict, "on" },
        { Services.Consultation, $"{Case}/receipt", """{"on":"0024-05-01","route":"family"}""", HttpStatusCode.Conflict, "on" },
        { Services.Consultation, "/cases/7/receipt", """{"on":"2021-05-01","route":"family"}""", HttpStatusCode.BadRequest, "id" },
        { Services.Consultation, $"{Case}/contacts", """{"on":"2021-05-01","method":"telephone","topics":["familyRelations"]}""", HttpStatusCode.Conflict, "id" },
        { Services.Consultation, $"{Case}/contacts", """{"on":"2021-05-01","method":"telephone","topics":null}""", HttpStatusCode.BadRequest, "topics" },
        { Services.Consultation, $"{Case}/contacts", """{"on":"2021-05-01","method":"telephone","topics":["familyRelations","x"]}""", HttpStatusCode.BadRequest, "topics[1]" },
        { Services.Consultation, "/partners/nobody/withdrawal", """{"on":"2021-05-01"}""", HttpStatusCode.Conflict, "id" },
        { Services.Consultation, "/partners/Bad_Code/registration", """{"on":"2021-05-01","name":"課","group":"cityOffice","order":1}""", HttpStatusCode.BadRequest, "id" },
        { Services.Consultation, "/partners/p1/registration", """{"on":"2021-05-01","name":"a\u0000b","group":"cityOffice","order":1}""", HttpStatusCode.Conflict, "name" },
        { Services.Consultation, "/partners/p1/registration", """{"on":"2021-05-01","name":"a\u202eb","group":"cityOffice","order":1}""", HttpStatusCode.Conflict, "name" },
        { Services.Consultation, "/partners/p1/registration", """{"on":"2021-05-01","name":"\ud800","group":"cityOffice","order":1}""", HttpStatusCode.BadRequest, "name" },
        { Services.Consultation, "/partners/p1/registration", """{"on":"2021-05-01","name":"課","group":"cityOffice","order":1.5}""", HttpStatusCode.BadRequest, "order" },
        { Services.Consultation, "/partners/p1/registration", """{"on":"2021-05-01","name":"課","group":"cityOffice","order":99999999999}""", HttpStatusCode.BadRequest, "order" },
        { Services.Consultation, "/conferences/0198c1d2-0000-7000-8000-00000000bad1/holding", """{"on":"2021-05-01","kind":"individualSupport","cases":[]}""", HttpStatusCode.Conflict, "cases" },
        { Services.Consultation, "/conferences/0198c1d2-0000-7000-8000-00000000bad1/holding", """{"on":"2021-05-01","kind":"individualSupport","cases":["x"]}""", HttpStatusCode.BadRequest, "cases[0]" },
        { Services.Consultation, "/conferences/0198c1d2-0000-7000-8000-00000000bad1/holding", $$"""{"on":"2021-05-01","kind":"supportConference","cases":[{{FiftyOne}}]}""", HttpStatusCode.Conflict, "cases" },
        { Services.CommunityBuilding, "/measures/m/tallies", """{"from":"2021-04-01","to":"2021-04-30","value":1}""", HttpStatusCode.Conflict, "id" },
        { Services.CommunityBuilding, "/measures/m/tallies", """{"from":"2021-04-01","to":"2021-04-30","value":"1"}""", HttpStatusCode.BadRequest, "value" },
        { Services.CommunityBuilding, "/measures/m/tallies", """{"from":"2021-04-01","to":"2021-04-30","value":1e40}""", HttpStatusCode.BadRequest, "value" },
        { Services.CommunityBuilding, $"{Project}/sessions", """{"on":"2021-05-01","attendances":1}""", HttpStatusCode.Conflict, "id" },
        { Services.CommunityBuilding, $"{Project}/commission", """{"on":"2021-05-01","contractor":" ","project":"p","content":"c","attendance":"use"}""", HttpStatusCode.Conflict, "contractor" },
        { Services.Participation, $"{Meeting}/holding", """{"on":"2021-05-01","from":"13:00","to":"15:00","name":"n","purpose":"p","venue":"v","content":"c","participants":[null]}""", HttpStatusCode.BadRequest, "participants[0]" },
        { Services.Outreach, "/targets/0198c1d2-0000-7000-8000-00000000bad1/identification", """{"on":"2021-05-01","source":""}""", HttpStatusCode.BadRequest, "source" },
        { Services.Projection, "/fiscal-years/2021/targets", """{"indicator":"happiness","target":1}""", HttpStatusCode.BadRequest, "indicator" },
        { Services.Projection, "/fiscal-years/2021/targets", """{"indicator":"casesReceived","target":-1}""", HttpStatusCode.Conflict, "target" },
        { Services.Projection, "/fiscal-years/21/targets", """{"indicator":"casesReceived","target":1}""", HttpStatusCode.BadRequest, "id" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task Wrong_input_is_answered_by_the_name_of_its_field_and_nothing_is_appended(
        string service, string path, string json, HttpStatusCode status, string field)
    {
        var answer = await stack.Send(service, path, json);
        Assert.Equal(status, answer.Status);
        Assert.Equal([.. field.Split(", ")], answer.Fields.SelectMany(f => f.Split(", ")));
        SaysNothingOfItsInside(answer);

        using var after = await stack.Http.GetAsync(new Uri(stack.Stack.Services[service], path[..path.LastIndexOf('/')]), TestContext.Current.CancellationToken);
        Assert.True(after.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path} left {after.StatusCode}");
    }

    [Theory]
    [InlineData("""{"on":""", "途切れ")]
    [InlineData("""{"on":"2021-02-30","route":"family"}""", "暦にない日です。2024-04-01 か 令和6年4月1日 の形にしてください。")]
    [InlineData("""{"on":null,"route":"family"}""", "null にはできません。日付（2024-04-01 か 令和6年4月1日 の形）を入れてください。")]
    [InlineData("""{"on":"2021-05-01","route":"telepathy"}""", "次のいずれか（person、family、")]
    public async Task What_cannot_be_read_is_answered_by_what_could_stand_there(string json, string what)
    {
        var answer = await stack.Send(Services.Consultation, $"{Case}/receipt", json);
        Assert.Contains(what, JsonElement.Parse(answer.Body).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/exchange-meetings/0198c1d2-0000-7000-8000-00000000bad1/holding", """{"on":"2021-05-01","from":"1pm","to":"15:00","name":"n","purpose":"p","venue":"v","content":"c","participants":[]}""", "13:30 の形の時刻")]
    [InlineData("/exchange-meetings/0198c1d2-0000-7000-8000-00000000bad1/holding", """{"on":"2021-05-01","from":"13:00","to":"15:00","name":"n","purpose":"p","venue":"v","content":"c","participants":[{"field":"x","count":1}]}""", "次のいずれか（")]
    [InlineData("/exchange-meetings/0198c1d2-0000-7000-8000-00000000bad1/holding", """{"on":"2021-05-01","from":"13:00","to":"15:00","name":"n","purpose":"p","venue":"v","content":"c","participants":null}""", "null にはできません。")]
    public async Task So_is_what_is_a_member_of_something_else(string path, string json, string what)
    {
        var answer = await stack.Send(Services.Participation, path, json);
        Assert.Contains(what, JsonElement.Parse(answer.Body).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_than_nobody_do_not_come_to_a_session()
    {
        const string project = "/projects/0198c1d2-0000-7000-8000-00000000bad2";
        var commission = await stack.Send(Services.CommunityBuilding, $"{project}/commission", """{"on":"2021-04-01","contractor":"団体","project":"事業","content":"内容","attendance":"use"}""");
        Assert.Equal(HttpStatusCode.Created, commission.Status);
        var session = await stack.Send(Services.CommunityBuilding, $"{project}/sessions", """{"on":"2021-05-01","attendances":-1}""");
        Assert.Equal(HttpStatusCode.Conflict, session.Status);
        Assert.Equal(["attendances"], session.Fields);
        SaysNothingOfItsInside(session);
    }

    [Fact]
    public async Task A_body_over_1_MiB_is_too_large()
    {
        var answer = await stack.Send(Services.Consultation, $"{Case}/outline", $$"""{"on":"2021-05-01","text":"{{new string('a', 1_100_000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(["body"], answer.Fields);
    }

    [Fact]
    public async Task A_body_that_does_not_say_that_it_is_JSON_is_not_read()
    {
        using var answer = await stack.Http.PostAsync(new Uri(stack.Stack.Services[Services.Consultation], $"{Case}/receipt"), new StringContent("on=1"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_but_the_gateway_records_in_the_name_of_another()
    {
        var answer = await stack.Send(Services.Consultation, $"{Case}/receipt", """{"on":"2021-05-01","route":"family"}""", headers: (ActorCode.OnBehalfOf, "staff-0099"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([ActorCode.OnBehalfOf], answer.Fields);
    }

    [Theory]
    [InlineData("/reports/24", "fiscalYear")]
    [InlineData("/reports/abcd", "fiscalYear")]
    [InlineData("/reports/2024?asOf=yesterday", "asOf")]
    [InlineData("/reports/2024?asOf=2025-03-31T17:00:00", "asOf")]
    [InlineData("/reports/2024?asOf=9000-01-01T00:00:00Z", "asOf")]
    public async Task A_report_that_cannot_be_is_answered_by_the_name_of_its_field(string path, string field)
    {
        using var answer = await stack.Http.GetAsync(new Uri(stack.Stack.Services[Services.Projection], path), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], new Reply(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), null).Fields);
    }

    [Theory]
    [InlineData("/events?after=-1", "after")]
    [InlineData("/events?limit=0", "limit")]
    [InlineData("/events?limit=1001", "limit")]
    [InlineData("/events?wait=31", "wait")]
    [InlineData("/events?after=x", "after")]
    public async Task A_feed_that_cannot_be_is_answered_by_the_name_of_its_field(string path, string field)
    {
        using var answer = await stack.Http.GetAsync(new Uri(stack.Stack.Services[Services.Outreach], path), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], new Reply(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), null).Fields);
    }

    private static void SaysNothingOfItsInside(Reply answer) =>
        Assert.DoesNotMatch(@"\bat [A-Z]\w+\.|Exception|\.cs:|Npgsql|System\.", answer.Body);
}
