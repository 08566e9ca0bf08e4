using System.Net;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>Anybody can prove that a follower has everything that a source has.</summary>
[Collection(nameof(StackFixture))]
public sealed class ControlTotalsTests(StackFixture stack)
{
    private const string Id = "0198c1d2-0000-7000-8000-0000000c0001";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_journal_has_of_each_source_is_what_the_source_has()
    {
        await RecordSomething();
        foreach (var service in Services.Recording)
        {
            // Not the high-water mark: that may stand on a position whose append failed, and the journal never comes there.
            var last = (await Feed(service))[^1].Position;
            Assert.Equivalent(await Totals(service, $"?upTo={last}"), await JournalOnceAt(service, last), strict: true);
        }
        // The retraction is of no year.
        Assert.True((await Totals(Services.Consultation, "")).FiscalYears[^1] is { FiscalYear: null, Count: > 0 });
    }

    [Fact]
    public async Task Totals_up_to_a_position_go_on_to_those_of_all()
    {
        await RecordSomething();
        var events = await Feed(Services.Consultation);
        var half = events[events.Count / 2].Position;
        var first = await Totals(Services.Consultation, $"?upTo={half}");
        Assert.Equal(half, first.Position);
        Assert.Equal((await Totals(Services.Consultation, $"?upTo={events[^1].Position}&fresh=true")).Hash, first.With(events.Where(e => e.Position > half)).Hash);
    }

    [Fact]
    public async Task Verify_finds_the_row_of_the_journal_that_somebody_changed()
    {
        await RecordSomething();
        var (exit, output) = await Verify();
        Assert.True(exit == 0, output);
        Assert.Contains("unchanged and in order", output);

        var position = (await stack.EventsOf($"/cases/{Id}", 3))[1].Position;
        await Change(position, "telephone", "homeVisit");
        try
        {
            (exit, output) = await Verify();
            Assert.True(exit == 1, output);
            Assert.Contains($"consultation and the journal differ first at position {position}, fiscal year 2012.", output);
            Assert.DoesNotContain("outreach and the journal differ", output);
        }
        finally
        {
            await Change(position, "homeVisit", "telephone");
        }
        (exit, output) = await Verify();
        Assert.True(exit == 0, output);
    }

    [Theory]
    [InlineData(Services.Outreach, "?upTo=-1", "upTo")]
    [InlineData(Services.Outreach, "?upTo=x", "upTo")]
    [InlineData(Services.Outreach, "?fresh=maybe", "fresh")]
    [InlineData(Services.Projection, "?source=urn:imizu:outreach&upTo=-1", "upTo")]
    [InlineData(Services.Projection, "?source=urn:imizu:nobody", "source")]
    public async Task Totals_that_cannot_be_are_answered_by_the_name_of_their_field(string service, string query, string field)
    {
        var answer = await stack.Get(Address(service, $"/control-totals{query}"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
    }

    /// <summary>At each source something; at consultation a retraction too. Done twice, it records nothing new.</summary>
    private async Task RecordSomething()
    {
        await Sent(Services.Consultation, $"/cases/{Id}/receipt", """{"on":"2012-05-01","route":"person"}""");
        var contact = await Sent(Services.Consultation, $"/cases/{Id}/contacts", """{"on":"2012-05-02","method":"telephone","topics":["familyRelations"]}""");
        await Sent(Services.Consultation, $"/cases/{Id}/entries/{contact.Entries[0]}/retraction", """{"reason":"enteredTwice"}""");
        await Sent(Services.CommunityBuilding, "/measures/control/registration",
            """{"on":"2012-04-01","programme":"窓口","measure":"満足度","unit":"％","kind":"ratio","table":"fieldConsultation","order":9}""");
        await Sent(Services.CommunityBuilding, "/measures/control/tallies", """{"from":"2012-04-01","to":"2013-03-31","value":99.50}""");
        await Sent(Services.Outreach, $"/targets/{Id}/identification", """{"on":"2012-05-01","source":"neighbourhood"}""");
        await Sent(Services.Participation, $"/participation-cases/{Id}/plan", """{"on":"2012-05-01"}""");
        await Sent(Services.CommunityBuilding, $"/projects/{Id}/commission",
            """{"on":"2013-05-01","contractor":"NPO \"ささえあい\" <支援> 😀","project":"地域食堂","content":"月一回","attendance":"use"}""");
    }

    private async Task<Reply> Sent(string service, string path, string json)
    {
        var answer = await stack.Send(service, path, json, "test", ("Idempotency-Key", $"control-totals:{path}"));
        Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.OK, $"{path}: {answer.Body}");
        return answer;
    }

    private Uri Address(string service, string path) => new(stack.Stack.Services[service], path);

    private async Task<List<EventEnvelope>> Feed(string service) =>
        (await stack.Http.GetFromJsonAsync<List<EventEnvelope>>(Address(service, "/events?limit=1000"), ContractJson.Options, Cancelled))!;

    private async Task<ControlTotals> Totals(string service, string query) =>
        (await stack.Http.GetFromJsonAsync<ControlTotals>(Address(service, $"/control-totals{query}"), ContractJson.Options, Cancelled))!;

    /// <summary>The journal's totals once it has got so far.</summary>
    private Task<ControlTotals> JournalOnceAt(string service, long position) => Eventually.Seen(
        () => Totals(Services.Projection, $"?source=urn:imizu:{service}&upTo={position}"),
        journal => journal.Position == position, $"{service}'s events to {position} are in the journal");

    /// <summary>Changes a contact in the journal, as nobody should.</summary>
    private async Task Change(long position, string from, string to)
    {
        await using var connection = new NpgsqlConnection(stack.Stack.DatabaseOf(Services.Projection));
        await connection.OpenAsync(Cancelled);
        await using var change = new NpgsqlCommand(
            """
            update journal.mt_events set data = jsonb_set(data, '{data,method}', to_jsonb($3::text))
            where stream_id = 'urn:imizu:consultation' and data->>'position' = $1 and data->'data'->>'method' = $2
            """, connection)
        {
            Parameters = { new() { Value = $"{position}" }, new() { Value = from }, new() { Value = to } },
        };
        Assert.Equal(1, await change.ExecuteNonQueryAsync(Cancelled));
    }

    private Task<CommandLineRun> Verify() => CommandLineRun.In(stack.Stack.CommandLine, 
        ["verify", .. Services.Reporting.SelectMany(service => new[] { "--url", $"{service}={stack.Stack.Services[service]}" })]);
}
