namespace Imizu.LocalHosting;

/// <summary>Writes down what the stack is doing, and tells whoever watches.</summary>
internal sealed class StackRecord(DataFolder folder, DateTimeOffset started, Action<ResourceStatus> changed)
{
    private readonly Lock _gate = new();
    private readonly List<ResourceStatus> _resources = [];

    public StackState State
    {
        get
        {
            lock (_gate)
            {
                return new(ProcessIdentity.Self, started, [.. _resources]);
            }
        }
    }

    public void Set(ResourceStatus status)
    {
        lock (_gate)
        {
            var index = _resources.FindIndex(resource => resource.Name == status.Name);
            var before = index < 0 ? null : _resources[index];
            if (before == status)
            {
                return;
            }

            if (index < 0)
            {
                _resources.Add(status);
            }
            else
            {
                _resources[index] = status;
            }

            folder.Write(DataFolder.StateFile, State);
            if (before?.State != status.State)
            {
                changed(status);
            }
        }
    }
}
