using System.Globalization;

namespace Imizu.LocalHosting;

/// <summary>
/// Erlang's port mapper for one RabbitMQ node. The node would start one by itself; that one would outlive the stack.
/// </summary>
internal sealed class EpmdUnit(string name, string folder, int port) : Unit(name, "epmd")
{
    public override IEnumerable<Program> Programs => [.. base.Programs, LocalHosting.Programs.Epmd()];

    public override Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var plan = new ProcessPlan(
            LocalHosting.Programs.Epmd().Path!,
            ["-address", Loopback.Address, "-port", port.ToString(CultureInfo.InvariantCulture)])
        {
            Environment = ProcessPlan.PlainEnvironment(),
            WorkingDirectory = folder,
        };
        return Task.FromResult(plan);
    }

    public override Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => Loopback.AnswersAsync(port, cancellationToken);
}
