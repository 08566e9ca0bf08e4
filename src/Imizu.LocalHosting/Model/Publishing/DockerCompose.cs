using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources;

// What AppHost.cs says to Aspire about Docker Compose. Nothing is published here: it compiles, and is passed over.
namespace Aspire.Hosting
{
    /// <summary>Where Aspire publishes the stack to.</summary>
    public static class DockerComposeEnvironmentExtensions
    {
        /// <summary>A file of Docker Compose.</summary>
        public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(
            this IDistributedApplicationBuilder builder, string name) =>
            new ResourceBuilder<DockerComposeEnvironmentResource>(builder, new DockerComposeEnvironmentResource(name));

        /// <summary>Whether Aspire's dashboard is part of it.</summary>
        public static IResourceBuilder<DockerComposeEnvironmentResource> WithDashboard(
            this IResourceBuilder<DockerComposeEnvironmentResource> builder, bool enabled = true) => builder;

        /// <summary>Changes the file before it is written.</summary>
        public static IResourceBuilder<DockerComposeEnvironmentResource> ConfigureComposeFile(
            this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<ComposeFile> configure) => builder;
    }
}

namespace Aspire.Hosting.Docker
{
    /// <summary>Docker Compose, as a place to publish to.</summary>
    /// <param name="name">The resource's name.</param>
    public class DockerComposeEnvironmentResource(string name) : Resource(name);
}

namespace Aspire.Hosting.Docker.Resources
{
    /// <summary>The file.</summary>
    public sealed class ComposeFile
    {
        /// <summary>Its services by their names.</summary>
        public Dictionary<string, ComposeNodes.Service> Services { get; set; } = [];
    }
}

namespace Aspire.Hosting.Docker.Resources.ComposeNodes
{
    /// <summary>A service of the file.</summary>
    public sealed class Service
    {
        /// <summary>What its containers are made from.</summary>
        public string? Image { get; set; }

        /// <summary>Its environment variables.</summary>
        public Dictionary<string, string> Environment { get; set; } = [];

        /// <summary>When it is started again.</summary>
        public string? Restart { get; set; }

        /// <summary>What is reached from outside, as address:port:port.</summary>
        public List<string> Ports { get; set; } = [];

        /// <summary>As how many containers.</summary>
        public ServiceNodes.Swarm.Deploy? Deploy { get; set; }

        /// <summary>How it is asked whether it is well.</summary>
        public ServiceNodes.Healthcheck? Healthcheck { get; set; }

        /// <summary>What it is started after.</summary>
        public Dictionary<string, ServiceDependency> DependsOn { get; set; } = [];
    }

    /// <summary>Something that is waited for.</summary>
    public sealed class ServiceDependency
    {
        /// <summary>Until when.</summary>
        public string? Condition { get; set; }
    }
}

namespace Aspire.Hosting.Docker.Resources.ServiceNodes
{
    /// <summary>A command that is run in the container, over and over.</summary>
    public sealed class Healthcheck
    {
        /// <summary>The command.</summary>
        public List<string> Test { get; set; } = [];

        /// <summary>How often.</summary>
        public required string Interval { get; set; }

        /// <summary>How long it may take.</summary>
        public required string Timeout { get; set; }

        /// <summary>How many times in a row it may fail.</summary>
        public int? Retries { get; set; }

        /// <summary>For how long after the start failing counts for nothing.</summary>
        public required string StartPeriod { get; set; }
    }
}

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm
{
    /// <summary>How a service is spread.</summary>
    public sealed class Deploy
    {
        /// <summary>The number of its containers.</summary>
        public int? Replicas { get; set; }
    }
}
