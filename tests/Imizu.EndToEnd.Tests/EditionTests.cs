using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;
using Imizu.Operations.Verifying;
using Imizu.Testing.Servers;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>A closed year stays as it was approved, whatever is recorded later.</summary>
[Collection(nameof(StackFixture))]
public sealed class EditionTests(StackFixture stack)
{
    private const int Year = 2003, Other = 2011, Tampered = 2019, Missing = 2018;

    private static readonly string[] Moved =
    [
        "consultation/contacts-by-method", "consultation/contacts-by-method/telephone", "consultation/contacts-by-month", "consultation/contacts-by-month/05",
        "consultation/contacts-by-topic", "consultation/contacts-by-topic/other",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Uri Projection(string path) => new(stack.Stack.Services[Services.Projection], path);

    private Task<byte[]> Stored(int year, int number) => stack.Http.GetByteArrayAsync(Projection($"/fiscal-years/{year}/editions/{number}"), Cancelled);

    private async Task<T> Read<T>(string path) => (await stack.Http.GetFromJsonAsync<T>(Projection(path), ContractJson.Options, Cancelled))!;

    private Task<Reply> Post(int year, string what, string json, string actor = "clerk") => stack.Send(Services.Projection, $"/fiscal-years/{year}/{what}", json, actor);

    private async Task Posted(int year, string what, string json, string actor = "clerk")
    {
        var answer = await stack.SendOnceCounted(Services.Projection, $"/fiscal-years/{year}/{what}", json, actor);
        Assert.True(answer.Status == HttpStatusCode.Created, $"{what}: {answer.Body}");
    }

    private async Task Refused(string field, int year, string what, string json, string actor = "clerk")
    {
        var answer = await Post(year, what, json, actor);
        Assert.Equal((HttpStatusCode.Conflict, field), (answer.Status, answer.Fields.Single()));
    }

    /// <summary>A case with a contact; answers where the contact can be retracted, and its id.</summary>
    private async Task<(string Case, Guid Contact)> Contact(int year, int already = 0)
    {
        var path = $"/cases/{Guid.NewGuid()}";
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{path}/receipt", $$"""{"on":"{{year}}-05-01","route":"family"}""")).Status);
        var contact = (await stack.Send(Services.Consultation, $"{path}/contacts", $$"""{"on":"{{year}}-05-02","method":"telephone","topics":["other"]}""")).Entries[0];
        await stack.ReportOnce(year, report => report.Value("consultation/contacts-by-method/telephone") == already + 1);
        return (path, contact);
    }

    private async Task<IReadOnlyList<CheckedEdition>> Checked(int year) =>
        [.. (await new EditionCheck(stack.Stack.Services[Services.Projection], stack.Http).RunAsync(Cancelled)).Where(of => of.Edition.FiscalYear == year)];

    [Fact]
    public async Task A_correction_into_another_year_leaves_the_edition_as_it_is_and_becomes_a_further_one()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(stack.Stack.Broker) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var (announced, deadLetters) = (await Following(channel), await stack.DeadLetterCount());
        var (path, contact) = await Contact(Year);
        await Posted(Year, "targets", """{"indicator":"casesReceived","target":2}""");
        await Posted(Year, "targets", """{"indicator":"casesReceived","target":3}""");
        await Posted(Year, "targets", """{"indicator":"planShare","target":40.5}""");
        await Posted(Year, "evaluations", """{"indicator":"casesReceived","evaluation":"reached","reason":"一年目のため。"}""");
        await Refused("id", Year, "editions", """{"reason":"まだ"}""");

        await Refused("id", Year, "closing", "{}", "approver");
        await Posted(Year, "closing/request", "{}");
        await Refused("approvedBy", Year, "closing", "{}");
        await Posted(Year, "closing", "{}", "approver");
        var closed = await Stored(Year, 1);
        var first = EditionJson.Read(Encoding.UTF8.GetString(closed));
        Assert.Equal((Year, 1, "確定版", "clerk", "approver"), (first.FiscalYear, first.Number, first.Name, first.RequestedBy, first.ApprovedBy));
        Assert.Equal(["breakdown", "printed", "published"], first.Forms.Select(form => form.Form).Order(StringComparer.Ordinal));
        Assert.Equal(((decimal?)3, "〇", "一年目のため。"), first.Forms.Single(form => form.Form == "printed").Cells().First() is var cell ? (cell.Target, cell.Evaluation, cell.EvaluationReason) : default);
        Assert.Equal(((decimal?)40.5m, "△"), first.Forms.Single(form => form.Form == "breakdown").Cells().Single(cell => cell.Key == "consultation/plan-share") is var share ? (share.Target, share.Evaluation) : default);

        await Refused("id", Year, "closing/request", "{}");
        await Refused("id", Year, "closing", "{}", "approver");
        await Refused("id", Year, "targets", """{"indicator":"casesReceived","target":4}""");
        await Refused("id", Year, "evaluations", """{"indicator":"casesReceived","evaluation":"notReached","reason":"二年目"}""");
        await Refused("id", Year, "commentary", """{"part":"outreachGoal","text":"後から"}""");
        foreach (var entry in (await Read<JsonElement>($"/fiscal-years/{Year}")).GetProperty("entries").EnumerateArray())
        {
            var isClosing = entry.GetProperty("type").GetString() is "jp.imizu.projection.close-requested.v1" or "jp.imizu.projection.year-closed.v1";
            await Refused(isClosing ? "entryId" : "id", Year, $"entries/{entry.GetProperty("id").GetGuid()}/retraction", """{"reason":"wrongContent"}""");
        }
        await Refused("id", Year, "editions", """{"reason":"何も変わっていない。"}""");
        Assert.Empty((await Checked(Year)).Single().Due!.Cells);

        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{path}/entries/{contact}/retraction", """{"reason":"wrongDate"}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{path}/contacts", $$"""{"on":"{{Other}}-05-02","method":"telephone","topics":["other"]}""")).Status);
        await stack.ReportOnce(Year, report => report.Value("consultation/contacts-by-method/telephone") == 0);
        Assert.Equal(closed, await Stored(Year, 1));
        Assert.Equal(1, (await stack.Report(Year, "?edition=1")).Value("consultation/contacts-by-method/telephone"));
        var changes = await Read<ReportChanges>($"/reports/{Year}/changes?from={Uri.EscapeDataString($"{first.AsOf:O}")}");
        Assert.Equal(Moved, changes.Cells.Select(cell => cell.Key));
        Assert.Equal((null, string.Join('\n', Moved)), (await Checked(Year)).Single() is var due ? (due.Fault, string.Join('\n', due.Due!.Cells.Select(cell => cell.Key))) : default);

        await Refused("id", Year, "editions/approval", "{}", "approver");
        await Posted(Year, "editions", """{"reason":"相談の年度を誤っていたため。"}""");
        await Refused("approvedBy", Year, "editions/approval", "{}");
        await Posted(Year, "editions/approval", "{}", "approver");

        var second = EditionJson.Read(Encoding.UTF8.GetString(await Stored(Year, 2)));
        Assert.Equal((2, "訂正版（第2版）", "clerk", "approver", "相談の年度を誤っていたため。"), (second.Number, second.Name, second.RequestedBy, second.ApprovedBy, second.Reason));
        Assert.Equal(Moved, second.Changes!.Cells.Select(cell => cell.Key));
        Assert.Empty(second.Changes.Texts);
        Assert.All(second.Changes.Cells, cell => Assert.Equal(
            (1m, 0m, contact, false, NearMissReason.Retracted), cell.Events.Single() is var of ? (cell.From, cell.To, of.Event.Id, of.IsCounted, of.Reason) : default));
        Assert.Equal(Moved, (await Read<EditionDifferences>($"/fiscal-years/{Year}/editions/2/differences")).Cells.Select(cell => cell.Key));
        Assert.Equal(closed, await Stored(Year, 1));

        Assert.All(await Checked(Year), of => Assert.Null(of.Fault));
        var hashes = (await Read<List<EditionSummary>>($"/fiscal-years/{Year}/editions")).Select(of => of.Hash).ToList();
        Assert.Equal([EditionJson.HashOf(closed), EditionJson.HashOf(await Stored(Year, 2))], hashes);
        await Eventually.Is(() => hashes.All(hash => announced.Any(body => body.Contains(hash, StringComparison.Ordinal))), "both editions are announced");
        // The journal has them too, before what comes next, and neither takes them in nor sets them aside.
        await Contact(Other, already: 1);
        Assert.Equal(deadLetters, await stack.DeadLetterCount());
    }

    /// <summary>The bodies of what the projection service announces.</summary>
    private static async Task<ConcurrentQueue<string>> Following(IChannel channel)
    {
        var announced = new ConcurrentQueue<string>();
        var queue = await channel.QueueDeclareAsync(cancellationToken: Cancelled);
        await channel.QueueBindAsync(queue.QueueName, Exchanges.Events, "jp.imizu.projection.#", cancellationToken: Cancelled);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            announced.Enqueue(Encoding.UTF8.GetString(message.Body.Span));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, Cancelled);
        return announced;
    }

    [Fact]
    public async Task A_stored_edition_cannot_be_changed_and_one_that_is_all_the_same_is_named()
    {
        await Posted(Tampered, "closing/request", "{}");
        await Posted(Tampered, "closing", "{}", "approver");
        var before = Encoding.UTF8.GetString(await Stored(Tampered, 1));
        const string Change = "update journal.editions set content = @content where fiscal_year = 2019";
        await Assert.ThrowsAsync<PostgresException>(() => Execute(Change, before.Replace("approver", "nobody", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<PostgresException>(() => Execute("delete from journal.editions where fiscal_year = 2019"));
        Assert.Null((await Checked(Tampered)).Single().Fault);

        const string Disarmed = $"alter table journal.editions disable trigger never_changed; {Change}; alter table journal.editions enable trigger never_changed";
        await Execute(Disarmed, before.Replace("approver", "nobody", StringComparison.Ordinal));
        try
        {
            var verified = await CommandLineRun.In(stack.Stack.CommandLine, ["verify", .. Services.Reporting.SelectMany(service => new[] { "--url", $"{service}={stack.Stack.Services[service]}" })]);
            Assert.Equal(1, verified.Exit);
            Assert.Contains("The edition 1 of fiscal 2019 (確定版) is not what was approved", verified.Output, StringComparison.Ordinal);
        }
        finally
        {
            await Execute(Disarmed, before);
        }
        Assert.Null((await Checked(Tampered)).Single().Fault);
    }

    [Fact]
    public async Task A_request_is_withdrawn_and_a_missing_edition_is_named_and_followed_by_none()
    {
        await Posted(Missing, "closing/request", "{}");
        await Posted(Missing, "closing", "{}", "approver");
        await Posted(Missing, "editions", """{"reason":"方針を直す。","revisesPlan":true}""");
        var request = (await Read<JsonElement>($"/fiscal-years/{Missing}")).GetProperty("entries").EnumerateArray().Last().GetProperty("id").GetGuid();
        await Posted(Missing, $"entries/{request}/retraction", """{"reason":"wrongContent"}""");
        await Refused("id", Missing, "editions/approval", "{}", "approver");
        await Refused("id", Missing, "targets", """{"indicator":"casesReceived","target":4}""");

        await Posted(Missing, "editions", """{"reason":"方針を直す。","revisesPlan":true}""");
        await Posted(Missing, "targets", """{"indicator":"casesReceived","target":4}""");
        await Posted(Missing, "editions/approval", "{}", "approver");
        var first = Encoding.UTF8.GetString(await Stored(Missing, 1));
        await Execute("alter table journal.editions disable trigger never_changed; delete from journal.editions where fiscal_year = 2018 and number = 1");
        try
        {
            Assert.Equal([("it is not stored any more", true), (null, true)], (await Checked(Missing)).Select(of => (of.Fault, of.Due is null)));
            await Refused("id", Missing, "editions", """{"reason":"目標を直す。","revisesPlan":true}""");
            Assert.Equal(HttpStatusCode.Conflict, (await stack.Get(Projection($"/fiscal-years/{Missing}/editions/2/differences?with=now"))).Status);
        }
        finally
        {
            await Execute("insert into journal.editions values (2018, 1, @content); alter table journal.editions enable trigger never_changed", first);
        }
        Assert.All(await Checked(Missing), of => Assert.Null(of.Fault));
    }

    private async Task Execute(string statement, string content = "")
    {
        await using var connection = new NpgsqlConnection(stack.Stack.DatabaseOf(Services.Projection));
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.AddWithValue("content", content);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    [Fact]
    public async Task A_year_that_is_not_over_is_not_closed()
    {
        var year = FiscalYear.Of(DateOnly.FromDateTime(DateTime.UtcNow)).Year + 1;
        await Refused("id", year, "closing/request", "{}");
        await Refused("id", year, "closing", "{}", "approver");
        Assert.Empty(await Read<List<EditionSummary>>($"/fiscal-years/{year}/editions"));
    }

    [Theory]
    [InlineData("/fiscal-years/21/editions", HttpStatusCode.BadRequest, "id")]
    [InlineData("/fiscal-years/2020/editions/1", HttpStatusCode.NotFound, "number")]
    [InlineData("/fiscal-years/2020/editions/1/differences", HttpStatusCode.NotFound, "number")]
    [InlineData("/reports/2020?edition=1", HttpStatusCode.NotFound, "edition")]
    [InlineData("/reports/2020?edition=1&asOf=2024-04-01", HttpStatusCode.BadRequest, "edition")]
    [InlineData("/reports/2020?edition=x", HttpStatusCode.BadRequest, "edition")]
    public async Task What_is_no_edition_is_named(string path, HttpStatusCode status, string field)
    {
        var answer = await stack.Get(Projection(path));
        Assert.Equal((status, field), (answer.Status, answer.Fields.Single()));
    }
}
