// What a server that keeps data is in a cluster, as far as AppHost.cs changes it.
namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Pods that keep their names and their data.</summary>
public sealed class StatefulSet() : Workload("apps/v1", "StatefulSet")
{
    /// <summary>How it is to be.</summary>
    public StatefulSetSpecV1 Spec { get; set; } = new();

    /// <summary>What each pod is.</summary>
    public override PodTemplateSpecV1 PodTemplate { get; } = new();
}

/// <summary>How such pods are to be.</summary>
public sealed class StatefulSetSpecV1
{
    /// <summary>The service that gives them names.</summary>
    public string ServiceName { get; set; } = "";

    /// <summary>How a change comes to them.</summary>
    public StatefulSetUpdateStrategyV1 UpdateStrategy { get; set; } = new();

    /// <summary>What is claimed for each.</summary>
    public List<PersistentVolumeClaim> VolumeClaimTemplates { get; } = [];
}

/// <summary>How a change comes to pods.</summary>
public sealed class StatefulSetUpdateStrategyV1;

/// <summary>Room for data that outlives a pod.</summary>
public sealed class PersistentVolumeClaim() : BaseKubernetesResource("v1", "PersistentVolumeClaim")
{
    /// <summary>What is claimed.</summary>
    public PersistentVolumeClaimSpecV1 Spec { get; set; } = new();
}

/// <summary>What is claimed.</summary>
public sealed class PersistentVolumeClaimSpecV1
{
    /// <summary>An object that it begins as a copy of.</summary>
    public TypedLocalObjectReferenceV1 DataSource { get; set; } = new();

    /// <summary>The same, of another kind.</summary>
    public TypedObjectReferenceV1 DataSourceRef { get; set; } = new();

    /// <summary>Which volumes will do.</summary>
    public LabelSelectorV1 Selector { get; set; } = new();

    /// <summary>Who can mount it at a time.</summary>
    public List<string> AccessModes { get; } = [];

    /// <summary>How much.</summary>
    public VolumeResourceRequirementsV1 Resources { get; set; } = new();
}

/// <summary>How much is claimed.</summary>
public sealed class VolumeResourceRequirementsV1
{
    /// <summary>By kind.</summary>
    public Dictionary<string, string> Requests { get; } = [];
}

/// <summary>Values that are not shown.</summary>
public sealed class Secret() : BaseKubernetesResource("v1", "Secret")
{
    /// <summary>The values by their names.</summary>
    public Dictionary<string, string> StringData { get; } = [];
}

/// <summary>A name for pods.</summary>
public sealed class Service() : BaseKubernetesResource("v1", "Service");

/// <summary>Names an object.</summary>
public sealed class TypedLocalObjectReferenceV1;

/// <summary>Names an object of any kind.</summary>
public sealed class TypedObjectReferenceV1;

/// <summary>Chooses objects.</summary>
public sealed class LabelSelectorV1;
