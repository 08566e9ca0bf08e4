using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>What a cluster asks a resource.</summary>
    public enum ProbeType
    {
        /// <summary>Whether it can do its work.</summary>
        Readiness = 1,

        /// <summary>Whether it has to be started again.</summary>
        Liveness = 2,
    }
}

namespace Aspire.Hosting
{
    /// <summary>Says how a cluster asks.</summary>
    public static class ProbeExtensions
    {
        /// <summary>A GET that a cluster sends. Here nothing is published, and WithHttpHealthCheck says what is asked.</summary>
        public static IResourceBuilder<T> WithHttpProbe<T>(
            this IResourceBuilder<T> builder,
            ProbeType type,
            string? path = null,
            int? initialDelaySeconds = null,
            int? periodSeconds = null,
            int? timeoutSeconds = null,
            int? failureThreshold = null,
            int? successThreshold = null,
            string? endpointName = null)
            where T : IResourceWithEndpoints, IResourceWithProbes => builder;
    }
}
