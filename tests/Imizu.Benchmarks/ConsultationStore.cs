using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Imizu.Benchmarks;

/// <summary>The consultation service's store, configured as the service does it, in this process: no HTTP, no rules, no announcer.</summary>
internal sealed class ConsultationStore : IAsyncDisposable
{
    private readonly WebApplication _neverStarted;

    private ConsultationStore(WebApplication neverStarted) => _neverStarted = neverStarted;

    public IDocumentStore Marten => _neverStarted.Services.GetRequiredService<IDocumentStore>();

    public static ConsultationStore On(string connection)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:database", connection)]);
        builder.AddRecording(new ServiceIdentity("consultation", (entry, reason) => new ConsultationEntryRetracted(entry, reason)));
        return new ConsultationStore(builder.Build());
    }

    public ValueTask DisposeAsync() => _neverStarted.DisposeAsync();
}
