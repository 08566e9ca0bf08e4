using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using Imizu.Testing.Servers;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>A rule that looks at other streams is kept, whatever is recorded there between the look and the commit.</summary>
public sealed class OtherStreamsTests(TestServers servers) : IAsyncLifetime
{
    /// <summary>Whether somebody agrees; each entry turns it round.</summary>
    private static readonly StreamDefinition<bool, Turned, Turn> Consent = new(
        "consent", StreamIds.Code, false, (agrees, _) => !agrees, (_, _) => new Turned(), _ => new Turn(), (_, _) => false);

    private static readonly StreamDefinition<int, Met, Meet> Meeting = new(
        "meeting", StreamIds.Code, 0, (count, _) => count + 1,
        (_, asked) => asked.MayMeet ? new Met() : new Refusal("consent", "同意がありません。"), _ => new Meet(), (_, _) => false);

    private WebApplication _app = null!;
    private StreamStore _streams = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = await RecordingService.Builder(servers);
        builder.AddRecording(new ServiceIdentity("meetings", (_, _) => throw new InvalidOperationException()));
        builder.Services.ConfigureMarten(store =>
        {
            store.Events.MapEventType<Turned>(EventCatalog.NameOf(typeof(Turned)));
            store.Events.MapEventType<Met>(EventCatalog.NameOf(typeof(Met)));
        });
        _app = builder.Build();
        await _app.StartAsync(Cancelled);
        _streams = _app.Services.GetRequiredService<StreamStore>();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_is_withdrawn_after_it_was_read_is_read_again()
    {
        await TurnConsent();
        var looks = 0;
        var outcome = await _streams.Handle(Meeting, "1", new Meet(), new RecordingRequest("test", ""), Cancelled, async (asked, others, cancellationToken) =>
        {
            var agrees = await others.Current(Consent, "a", cancellationToken);
            if (++looks == 1)
            {
                await TurnConsent();
            }
            return asked with { MayMeet = agrees };
        });

        Assert.Equal("consent", Assert.IsType<Outcome.Refused>(outcome).Refusal.Field);
        Assert.Equal(2, looks);
        Assert.Equal(0, (await _streams.Read("meeting/1", Cancelled)).Version);
    }

    [Fact]
    public async Task What_nobody_changes_is_read_once()
    {
        await TurnConsent();
        var looks = 0;
        var outcome = await _streams.Handle(Meeting, "1", new Meet(), new RecordingRequest("test", ""), Cancelled, async (asked, others, cancellationToken) =>
        {
            looks++;
            return asked with { MayMeet = await others.Current(Consent, "a", cancellationToken) };
        });
        Assert.IsType<Outcome.Recorded>(outcome);
        Assert.Equal(1, looks);
    }

    [Fact]
    public async Task Of_many_that_may_be_there_once_only_one_is_recorded()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => _streams.Handle(
            Meeting, $"m{number}", new Meet(), new RecordingRequest("test", ""), Cancelled, async (asked, others, cancellationToken) =>
                asked with { MayMeet = (await others.All(Meeting, cancellationToken)).Count == 0 })));

        Assert.Single(outcomes.OfType<Outcome.Recorded>());
        Assert.Equal(5, outcomes.OfType<Outcome.Refused>().Count());
    }

    private Task<Outcome> TurnConsent() => _streams.Handle(Consent, "a", new Turn(), new RecordingRequest("test", ""), Cancelled);

    private sealed record Turn : StreamCommand;

    private sealed record Meet : StreamCommand
    {
        public bool MayMeet { get; init; }
    }

    [EventType("jp.imizu.meetings.turned.v1", "同意", LegalBasis.LayeredSupport)]
    private sealed record Turned;

    [EventType("jp.imizu.meetings.met.v1", "会議", LegalBasis.LayeredSupport)]
    private sealed record Met;
}
