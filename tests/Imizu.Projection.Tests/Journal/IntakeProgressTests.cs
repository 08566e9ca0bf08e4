using Imizu.Contracts.Consultation;
using Imizu.Projection.Journal;
using Imizu.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>A year is closed with all that was recorded by then.</summary>
public sealed class IntakeProgressTests(TestServers servers) : IDisposable
{
    private readonly StubSource _source = new() { Events = [Envelope.Of(1, 0, new CaseEvent.PlanCreated(new DateOnly(2024, 5, 1)))] };
    private ServiceProvider? _services;

    private async Task<string?> Missing(bool isCounted)
    {
        await using var city = await ProjectionDatabase.Start(servers);
        if (isCounted)
        {
            await city.Accept([.. _source.Events]);
        }
        var services = new ServiceCollection();
        services.AddHttpClient(EventSources.Client).ConfigurePrimaryHttpMessageHandler(() => _source);
        _services = services.AddSingleton<EventSources>().BuildServiceProvider();
        var progress = new IntakeProgress(_services.GetRequiredService<EventSources>(), city.Journal, TimeProvider.System) { Patience = TimeSpan.Zero };
        return await progress.Missing(ProjectionDatabase.Cancelled);
    }

    [Fact]
    public async Task Nothing_is_missing_where_all_is_counted() => Assert.Null(await Missing(isCounted: true));

    [Fact]
    public async Task A_record_that_is_not_counted_yet_is_missing_and_its_service_named() =>
        Assert.Contains("consultation の記録が、まだ", await Missing(isCounted: false), StringComparison.Ordinal);

    /// <summary>The feed ends at the high-water mark, which passes what is recorded a little later.</summary>
    [Fact]
    public async Task A_record_that_the_feed_does_not_have_yet_is_missing()
    {
        _source.LastPosition = 2;
        Assert.Contains("consultation の記録が、まだ", await Missing(isCounted: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_may_have_something()
    {
        _source.IsAway = true;
        Assert.Contains("consultation が応答せず", await Missing(isCounted: true), StringComparison.Ordinal);
    }

    public void Dispose() => _services?.Dispose();
}
