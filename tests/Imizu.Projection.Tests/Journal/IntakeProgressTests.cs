using Imizu.Contracts.Consultation;
using Imizu.Contracts.Reports;
using Imizu.Projection.Journal;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>A year is closed with all that was recorded by then.</summary>
public sealed class IntakeProgressTests : IDisposable
{
    private readonly StubSource _source = new();
    private readonly ServiceProvider _services;

    public IntakeProgressTests()
    {
        var services = new ServiceCollection();
        services.AddHttpClient(EventSources.Client).ConfigurePrimaryHttpMessageHandler(() => _source);
        _services = services.AddSingleton<EventSources>().AddSingleton<IntakeProgress>().BuildServiceProvider();
        _source.Events = [Envelope.Of(1, 0, new CaseEvent.PlanCreated(new DateOnly(2024, 5, 1)))];
    }

    private Task<string?> Missing(long counted, TimeSpan later) => _services.GetRequiredService<IntakeProgress>()
        .Missing([new SourcePosition(Envelope.Source, counted)], _source.Events[0].Time + later, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Nothing_is_missing_where_all_is_counted_or_was_recorded_later()
    {
        Assert.Null(await Missing(counted: 1, TimeSpan.Zero));
        Assert.Null(await Missing(counted: 0, -TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_record_that_is_not_counted_yet_is_missing_and_its_service_named() =>
        Assert.Contains("consultation の記録が、まだ", await Missing(counted: 0, TimeSpan.Zero), StringComparison.Ordinal);

    [Fact]
    public async Task A_service_that_does_not_answer_may_have_something()
    {
        _source.IsAway = true;
        Assert.Contains("consultation が応答せず", await Missing(counted: 1, TimeSpan.Zero), StringComparison.Ordinal);
    }

    public void Dispose() => _services.Dispose();
}
