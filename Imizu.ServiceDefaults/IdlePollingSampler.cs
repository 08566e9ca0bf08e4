using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>Drops the root spans of polling: client spans without a parent, and Marten's high-water detection.</summary>
/// <remarks>
/// An idle service polls its database every second; within an hour these traces would displace all others in a receiver of limited capacity.
/// </remarks>
internal sealed class IdlePollingSampler : Sampler
{
    // Marten's high-water detection, once a second in an idle service; the events that it finds have spans of their own.
    private const string Round = "marten.daemon.highwatermark";

    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind == ActivityKind.Client || samplingParameters.Name == Round
            ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
