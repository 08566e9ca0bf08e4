using Imizu.Operations.Loading;
using Imizu.Testing.Servers;

namespace Imizu.EndToEnd.Tests;

/// <summary>Kills the next victim each time that a load has got a step further.</summary>
internal sealed class Killer(RunningStack stack, IReadOnlyList<string> victims, int calls) : IProgress<LoadProgress>
{
    private readonly int _every = calls / (victims.Count + 1);
    private readonly List<string> _killed = [];

    public IReadOnlyList<string> Killed => _killed;

    public void Report(LoadProgress value)
    {
        lock (_killed)
        {
            if (_killed.Count < victims.Count && value.Done >= _every * (_killed.Count + 1))
            {
                stack.Kill(victims[_killed.Count]).GetAwaiter().GetResult();
                _killed.Add(victims[_killed.Count]);
            }
        }
    }
}
