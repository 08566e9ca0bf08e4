// Kubernetes' own objects, as far as AppHost.cs changes them.
namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>An object of a cluster.</summary>
/// <param name="apiVersion">Its group and version.</param>
/// <param name="kind">Its kind.</param>
public abstract class BaseKubernetesResource(string apiVersion, string kind)
{
    /// <summary>Its group and version.</summary>
    public string? ApiVersion { get; set; } = apiVersion;

    /// <summary>Its kind.</summary>
    public string? Kind { get; set; } = kind;

    /// <summary>Its name.</summary>
    public ObjectMetaV1 Metadata { get; set; } = new();
}

/// <summary>How an object is called.</summary>
public sealed class ObjectMetaV1
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";
}

/// <summary>What runs pods.</summary>
/// <param name="apiVersion">Its group and version.</param>
/// <param name="kind">Its kind.</param>
public abstract class Workload(string apiVersion, string kind) : BaseKubernetesResource(apiVersion, kind)
{
    /// <summary>What each pod is.</summary>
    public abstract PodTemplateSpecV1 PodTemplate { get; }
}

/// <summary>What each pod is.</summary>
public sealed class PodTemplateSpecV1
{
    /// <summary>Its containers and what they need.</summary>
    public PodSpecV1 Spec { get; set; } = new();
}

/// <summary>A pod.</summary>
public sealed class PodSpecV1
{
    /// <summary>When its containers are started again.</summary>
    public string? RestartPolicy { get; set; }

    /// <summary>Its containers.</summary>
    public List<ContainerV1> Containers { get; } = [];

    /// <summary>What its containers can mount.</summary>
    public List<VolumeV1> Volumes { get; } = [];
}

/// <summary>What a container can mount.</summary>
public sealed class VolumeV1
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";
}

/// <summary>A container.</summary>
public sealed class ContainerV1
{
    /// <summary>Whether it has to be started again.</summary>
    public ProbeV1? LivenessProbe { get; set; }

    /// <summary>Whether it can do its work.</summary>
    public ProbeV1? ReadinessProbe { get; set; }
}

/// <summary>How a container is asked.</summary>
public sealed class ProbeV1
{
    /// <summary>With what request.</summary>
    public HttpGetActionV1? HttpGet { get; set; }

    /// <summary>How often.</summary>
    public int? PeriodSeconds { get; set; }

    /// <summary>How long an answer may take.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>How often in a row it may fail.</summary>
    public int? FailureThreshold { get; set; }
}

/// <summary>A GET.</summary>
public sealed class HttpGetActionV1
{
    /// <summary>Of what.</summary>
    public string Path { get; set; } = "";

    /// <summary>At which port.</summary>
    public Int32OrStringV1? Port { get; set; }
}

/// <summary>A port by its number or its name.</summary>
public sealed record Int32OrStringV1(int? Number = null, string? Text = null)
{
    /// <summary>A port by its number.</summary>
    public static implicit operator Int32OrStringV1(int value) => new(value);
}
