using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting
{
    /// <summary>A .NET project that the stack runs; the build writes one such type for each.</summary>
    public interface IProjectMetadata : IResourceAnnotation
    {
        /// <summary>Full path of the project file.</summary>
        string ProjectPath { get; }
    }

    /// <summary>A resource that others find by its name.</summary>
    public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
}

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A .NET project that the stack runs.</summary>
    /// <param name="name">The resource's name.</param>
    public class ProjectResource(string name)
        : Resource(name), IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IComputeResource;
}
