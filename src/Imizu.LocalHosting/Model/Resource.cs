using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the stack.</summary>
public interface IResource
{
    /// <summary>The part's name, unique in the stack.</summary>
    string Name { get; }

    /// <summary>What AppHost.cs says about the part.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>Something said about a resource.</summary>
public interface IResourceAnnotation;

/// <summary>All that is said about a resource.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;

/// <summary>A resource that can be given environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource that can be made to wait for others.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A resource that listens.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource that is a process, wherever it runs.</summary>
public interface IComputeResource : IResource;

/// <summary>A resource that is reached by a connection string.</summary>
public interface IResourceWithConnectionString : IResource, IValueProvider, IManifestExpressionProvider
{
    /// <summary>The connection string, as an expression over values that are known once the stack starts.</summary>
    ReferenceExpression ConnectionStringExpression { get; }

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        ConnectionStringExpression.GetValueAsync(cancellationToken);
}

/// <summary>What every resource has.</summary>
/// <param name="name">The resource's name.</param>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc />
    public string Name { get; } = name;

    /// <inheritdoc />
    public ResourceAnnotationCollection Annotations { get; } = [];
}
