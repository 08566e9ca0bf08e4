namespace Imizu.Projection.Tests.Replay;

/// <summary>A host lifetime that neither starts nor stops.</summary>
internal sealed class NoLifetime : Microsoft.Extensions.Hosting.IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => default;
    public CancellationToken ApplicationStopping => default;
    public CancellationToken ApplicationStopped => default;
    public void StopApplication() { }
}
