namespace Imizu.LocalHosting;

/// <summary>Writes down what the stack is doing, and tells whoever watches.</summary>
internal sealed class StackRecord(DataFolder folder, DateTimeOffset started, Action<ResourceStatus> changed)
{
    private readonly Lock gate = new();
    private readonly List<ResourceStatus> resources = [];

    public StackState State
    {
        get
        {
            lock (gate)
            {
                return new(ProcessIdentity.Self, started, [.. resources]);
            }
        }
    }

    public void Set(ResourceStatus status)
    {
        lock (gate)
        {
            var index = resources.FindIndex(resource => resource.Name == status.Name);
            var before = index < 0 ? null : resources[index];
            if (before == status)
            {
                return;
            }

            if (index < 0)
            {
                resources.Add(status);
            }
            else
            {
                resources[index] = status;
            }

            folder.Write(DataFolder.StateFile, State);
            if (before?.State != status.State)
            {
                changed(status);
            }
        }
    }
}
