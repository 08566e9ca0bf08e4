using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

// What AppHost.cs says to Aspire about Kubernetes. Nothing is published here: it compiles, and is passed over.
namespace Aspire.Hosting
{
    /// <summary>Where Aspire publishes the stack to.</summary>
    public static class KubernetesEnvironmentExtensions
    {
        /// <summary>A Helm chart.</summary>
        public static IResourceBuilder<KubernetesEnvironmentResource> AddKubernetesEnvironment(
            this IDistributedApplicationBuilder builder, string name) =>
            new ResourceBuilder<KubernetesEnvironmentResource>(builder, new KubernetesEnvironmentResource(name));

        /// <summary>Changes what holds for the whole chart.</summary>
        public static IResourceBuilder<KubernetesEnvironmentResource> WithProperties(
            this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<KubernetesEnvironmentResource> configure) => builder;

        /// <summary>Changes what a resource becomes in a cluster.</summary>
        public static IResourceBuilder<T> PublishAsKubernetesService<T>(this IResourceBuilder<T> builder, Action<KubernetesResource> configure)
            where T : IComputeResource => builder;
    }
}

namespace Aspire.Hosting.Kubernetes
{
    /// <summary>Kubernetes, as a place to publish to.</summary>
    /// <param name="name">The resource's name.</param>
    public sealed class KubernetesEnvironmentResource(string name) : Resource(name)
    {
        /// <summary>The chart's name.</summary>
        public string HelmChartName { get; set; } = "";
    }

    /// <summary>What a resource becomes in a cluster.</summary>
    public class KubernetesResource : Resource
    {
        internal KubernetesResource(string name)
            : base(name)
        {
        }

        /// <summary>What runs.</summary>
        public Workload? Workload { get; set; }

        /// <summary>Its secret values.</summary>
        public Secret? Secret { get; set; }

        /// <summary>The name that it is reached by.</summary>
        public Service? Service { get; set; }

        /// <summary>What there is beside.</summary>
        public List<BaseKubernetesResource> AdditionalResources { get; } = [];
    }
}
