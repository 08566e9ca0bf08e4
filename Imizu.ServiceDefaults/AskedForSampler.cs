using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>
/// Leaves out calls that no work led to: a service asks its database every second whether there is news, and each would be a trace of its own.
/// </summary>
internal sealed class AskedForSampler : Sampler
{
    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
