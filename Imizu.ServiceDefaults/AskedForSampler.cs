using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>
/// Leaves out what no work led to: a service asks its database every second whether there is news, and each would be a trace of its own. A
/// receiver keeps so many traces and no more, and within the hour nothing else would be left in it.
/// </summary>
internal sealed class AskedForSampler : Sampler
{
    // Marten's round of asking how far events are complete; an idle service makes one a second. What it finds has spans of its own.
    private const string Round = "marten.daemon.highwatermark";

    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind == ActivityKind.Client || samplingParameters.Name == Round
            ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
