using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Imizu.Projection.Journal;
using Imizu.Projection.Tests.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imizu.Projection.Tests.Journal;

/// <summary>The journal's services for one source, as after a process start.</summary>
internal sealed class FollowedSource : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ProjectionDatabase _city;
    private readonly StubSource _source;
    private readonly KeptLog _log = new();

    private FollowedSource(ProjectionDatabase city, StubSource source)
    {
        (_city, _source) = (city, source);
        var services = new ServiceCollection();
        services.AddHttpClient(EventSources.Client).ConfigurePrimaryHttpMessageHandler(() => source).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton(city.Store).AddSingleton(city.Metrics).AddSingleton(TimeProvider.System)
            .AddSingleton<IHostApplicationLifetime, NoLifetime>().AddLogging(logging => logging.AddProvider(_log))
            .AddSingleton(Imizu.Contracts.EventCatalog.Published)
            .AddSingleton<EventJournal>().AddSingleton<JournalTotals>().AddSingleton<EventSources>().AddSingleton<SourceConsistencyMonitor>().AddSingleton<GapFiller>();
        _services = services.BuildServiceProvider();
    }

    public EventJournal Journal => _services.GetRequiredService<EventJournal>();

    public SourceConsistencyMonitor Monitor => _services.GetRequiredService<SourceConsistencyMonitor>();

    /// <summary>The services, before anything is read.</summary>
    public static FollowedSource Of(ProjectionDatabase city, StubSource source) => new(city, source);

    public static async Task<FollowedSource> Start(ProjectionDatabase city, StubSource source)
    {
        var followed = new FollowedSource(city, source);
        await followed._services.GetRequiredService<GapFiller>().StartAsync(ProjectionDatabase.Cancelled);
        return followed;
    }

    public async Task<long> Head() => (await Journal.Head(Envelope.Source, ProjectionDatabase.Cancelled)).Position;

    public Task UntilHead(long position) => Eventually.Is(async () => await Head() == position, $"the journal is at {position}");

    /// <summary>How often something was logged of the source.</summary>
    public int Said(int eventId) => _log.Said.Count(said => said.Id == eventId && said.Text.Contains(Envelope.Source, StringComparison.Ordinal));

    public Task UntilSaid(int eventId) => Eventually.Is(() => Said(eventId) > 0, $"the event {eventId} is logged", () => string.Join('\n', _log.Said));

    /// <summary>Until it has been looked at the source some times more, from beginning to end.</summary>
    public Task SomeLooks()
    {
        var looks = _source.Looks;
        return Eventually.Is(() => _source.Looks >= looks + 3, "the source is looked at");
    }

    /// <summary>What a gauge shows of the source.</summary>
    public long Gauge(string name)
    {
        var shown = -1L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == name && instrument.Meter.Scope == _city.Meters)
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => shown = Equals(tags[0].Value, Envelope.Source) ? value : shown);
        listener.Start();
        listener.RecordObservableInstruments();
        return shown;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<GapFiller>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(int Id, string Text)> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue((eventId.Id, formatter(state, exception)));

        public void Dispose() { }
    }
}
