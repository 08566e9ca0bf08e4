namespace Imizu.LocalHosting;

/// <summary>What one unit is doing, written down at each change.</summary>
internal sealed class UnitStatus(Unit unit, StackRecord record)
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ResourceStatus _current = new(unit.Name, unit.Kind, ResourceState.Waiting, null, unit.Url, 0, null)
    {
        ReplicaOf = unit.Resource == unit.Name ? null : unit.Resource,
    };

    /// <summary>Ends when the unit is healthy for the first time; or has done what it had to do, if it is to end.</summary>
    public Task Settled => _settled.Task;

    public ResourceState State => _current.State;

    public void Announce() => record.Set(_current);

    public void Set(Func<ResourceStatus, ResourceStatus> change) => record.Set(_current = change(_current));

    public void Settle() => _settled.TrySetResult();
}
