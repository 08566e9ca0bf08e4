using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using Imizu.ServiceDefaults.Access;
using Imizu.Testing.Servers;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>A stream begun by an earlier build with an older event version.</summary>
public sealed class UpcastingTests(TestServers servers)
{
    private static readonly DateOnly May1 = new(2024, 5, 1);

    private static readonly EventCatalog Known = new([typeof(NoteV1), typeof(Note)]);

    /// <summary>What the earlier build records: one topic.</summary>
    private static readonly StreamDefinition<int, NoteV1, TakeNote> Earlier = new(
        "note", StreamIds.Code, 0, (count, _) => count + 1, (_, asked) => new NoteV1(May1, asked.Topic),
        happened => new TakeNote(happened.Topic), (_, _) => false);

    /// <summary>What this build records: several topics, each once. It knows nothing of the earlier record.</summary>
    private static readonly StreamDefinition<string, Note, TakeNote> Newest = new(
        "note", StreamIds.Code, "", (topics, happened) => topics + string.Concat(happened.Topics),
        (topics, asked) => topics.Contains(asked.Topic) ? new Unchanged() : new Note(May1, [asked.Topic, "z"]),
        happened => new TakeNote(happened.Topics[0]),
        (later, earlier) => later.Topics.Count > earlier.Topics.Count);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_recorded_as_v1_is_published_as_v1_and_upcast_to_v2_for_the_rules()
    {
        var broker = await servers.NewBroker();
        await using var app = await Start(broker);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), DefaultRequestHeaders = { Authorization = TestProvider.Shared.Header("consultation") } };
        await using var follower = await Follower.Start(broker, "jp.imizu.notes.#");
        var streams = app.Services.GetRequiredService<StreamStore>();

        // An earlier build begins the stream.
        var begun = Assert.IsType<Outcome.Recorded>(await streams.Handle(Earlier, "1", new TakeNote("a"), new RecordingRequest("test", ""), Cancelled));
        var before = Assert.Single(await Feed(http, after: 0));
        var totals = await Totals(http, before.Position);

        // This one goes on: its rules see what the earlier one recorded, as if they had recorded it themselves.
        Assert.IsType<Outcome.AlreadySo>(await streams.Handle(Newest, "1", new TakeNote("a"), new RecordingRequest("test", ""), Cancelled));
        Assert.IsType<Outcome.Recorded>(await streams.Handle(Newest, "1", new TakeNote("b"), new RecordingRequest("test", ""), Cancelled));
        Assert.Equal("abz", (await streams.Read(Newest.NameOf("1"), Cancelled)).State(Newest));
        var refused = await streams.Retract(Newest, "1", begun.Answer.Entries[0].Id, new RetractEntry(RetractionReason.WrongContent), new RecordingRequest("test", ""), Cancelled);
        Assert.Equal("entryId", Assert.IsType<Outcome.Refused>(refused).Refusal.Field);

        // Those who follow have what they had.
        await Feed(http, before.Position);
        var feed = await Feed(http, after: 0);
        Assert.Equal(["jp.imizu.notes.note-taken.v1", "jp.imizu.notes.note-taken.v2"], feed.Select(envelope => envelope.Type));
        Assert.Equal(CanonicalEvent.BytesOf(before), CanonicalEvent.BytesOf(feed[0]));
        Assert.Equal("""{"on":"2024-05-01","topic":"a"}""", feed[0].Data.GetRawText());
        Assert.Equal((1L, totals.Hash), (await Totals(http, before.Position) is var again ? (again.Count, again.Hash) : default));
        await follower.Until(2);
        Assert.Equal(feed.Select(CanonicalEvent.BytesOf), follower.Received.DistinctBy(received => received.Envelope.Id).Select(received => CanonicalEvent.BytesOf(received.Envelope)));
        Assert.All(follower.Received, received => Assert.Equal((received.Envelope.Type, Documented), (received.RoutingKey, received.ContentType)));

        // Whoever decodes reads both as the newest.
        Assert.Equal([["a"], ["b", "z"]], feed.Select(envelope => Assert.IsType<Note>(envelope.Decode(Known)).Topics));
    }

    /// <summary>The content type that the contract's AsyncAPI document promises of every message.</summary>
    private static string Documented => JsonElement.Parse(ContractFiles.AsyncApi).GetProperty("defaultContentType").GetString()!;

    private async Task<WebApplication> Start(string broker)
    {
        var builder = await RecordingService.Builder(servers);
        builder.Configuration["ConnectionStrings:messaging"] = broker;
        builder.AddEventStreams(new ServiceIdentity("notes", (_, _) => throw new InvalidOperationException()));
        builder.Services.ConfigureMarten(store =>
        {
            store.Events.MapEventType<NoteV1>(EventCatalog.NameOf(typeof(NoteV1)));
            store.Events.MapEventType<Note>(EventCatalog.NameOf(typeof(Note)));
        });
        var app = builder.Build();
        app.UseEventStreams();
        app.UseAccess();
        await app.StartAsync(Cancelled);
        return app;
    }

    private static async Task<List<EventEnvelope>> Feed(HttpClient http, long after) =>
        (await http.GetFromJsonAsync<List<EventEnvelope>>($"/events?after={after}&wait=20", ContractJson.Options, Cancelled))!;

    private static async Task<ControlTotals> Totals(HttpClient http, long upTo) =>
        (await http.GetFromJsonAsync<ControlTotals>($"/control-totals?fresh=true&upTo={upTo}", ContractJson.Options, Cancelled))!;

    private sealed record TakeNote(string Topic) : StreamCommand;

    [EventType("jp.imizu.notes.note-taken.v1", "書き留め", LegalBasis.LayeredSupport)]
    private sealed record NoteV1(DateOnly On, string Topic) : IUpcast<Note>
    {
        public Note Upcast() => new(On, [Topic]);
    }

    [EventType("jp.imizu.notes.note-taken.v2", "書き留め", LegalBasis.LayeredSupport)]
    private sealed record Note(DateOnly On, IReadOnlyList<string> Topics);
}
