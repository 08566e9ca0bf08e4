using System.Collections.ObjectModel;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Says things about one resource.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    public interface IResourceBuilder<out T>
        where T : IResource
    {
        /// <summary>The stack that the resource is part of.</summary>
        IDistributedApplicationBuilder ApplicationBuilder { get; }

        /// <summary>The resource.</summary>
        T Resource { get; }
    }

    /// <summary>The parts of a stack.</summary>
    public interface IResourceCollection : IList<IResource>;

    internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection;
}

namespace Aspire.Hosting
{
    /// <summary>Puts the stack together.</summary>
    public interface IDistributedApplicationBuilder
    {
        /// <summary>Settings: appsettings.json beside the AppHost, the environment, the command line.</summary>
        ConfigurationManager Configuration { get; }

        /// <summary>The folder of the AppHost's project.</summary>
        string AppHostDirectory { get; }

        /// <summary>What the drawing is read for.</summary>
        DistributedApplicationExecutionContext ExecutionContext { get; }

        /// <summary>The parts so far.</summary>
        IResourceCollection Resources { get; }

        /// <summary>Adds a part.</summary>
        /// <exception cref="DistributedApplicationException">There is a part of that name already.</exception>
        IResourceBuilder<T> AddResource<T>(T resource)
            where T : IResource;

        /// <summary>Ends the drawing.</summary>
        DistributedApplication Build();
    }

    /// <summary>What the drawing of a stack is read for: here always to run it.</summary>
    public sealed class DistributedApplicationExecutionContext
    {
        internal DistributedApplicationExecutionContext()
        {
        }

        /// <summary>Whether the stack is run on this machine.</summary>
        public bool IsRunMode => !IsPublishMode;

        /// <summary>Whether it is written down for elsewhere, which Aspire alone does.</summary>
        public bool IsPublishMode { get; }
    }

    internal sealed record ResourceBuilder<T>(IDistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T>
        where T : IResource;

    internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
    {
        public DistributedApplicationBuilder(string[] args, string appHostDirectory)
        {
            AppHostDirectory = appHostDirectory;
            Configuration.SetBasePath(appHostDirectory);
            Configuration.AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine(args);
        }

        public ConfigurationManager Configuration { get; } = new();

        public string AppHostDirectory { get; }

        public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

        public IResourceCollection Resources { get; } = new ResourceCollection();

        public IResourceBuilder<T> AddResource<T>(T resource)
            where T : IResource
        {
            if (Resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new DistributedApplicationException($"Two resources are named {resource.Name}.");
            }

            Resources.Add(resource);
            return new ResourceBuilder<T>(this, resource);
        }

        public DistributedApplication Build() => new([.. Resources], Configuration, AppHostDirectory);
    }
}
