using System.Globalization;

namespace Imizu.LocalHosting;

/// <summary>
/// Erlang's port mapper for one RabbitMQ node. The node would start one by itself; that one would outlive the stack.
/// </summary>
internal sealed class EpmdUnit(string name, string folder, int port) : Unit(name, "epmd")
{
    // EPMD's NAMES_REQ, its length before it. A visitor that leaves without a word is complained of in epmd's log.
    private static readonly byte[] NamesRequest = [0, 1, (byte)'n'];

    public override IEnumerable<Program> Programs => [.. base.Programs, LocalHosting.Programs.Epmd()];

    public override Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken)
    {
        OwnerOnly.CreateFolder(folder);
        var plan = new ProcessPlan(
            LocalHosting.Programs.Epmd().Path!,
            ["-address", Loopback.Address, "-port", port.ToString(CultureInfo.InvariantCulture)])
        {
            Environment = ProcessPlan.PlainEnvironment(),
            WorkingDirectory = folder,
        };
        return Task.FromResult(plan);
    }

    public override Task<bool> IsHealthyAsync(CancellationToken cancellationToken) =>
        Loopback.AnswersAsync(port, NamesRequest, cancellationToken);
}
