using System.Diagnostics;
using Imizu.Benchmarks.Results;
using Imizu.Testing.Servers;

namespace Imizu.Benchmarks.Start;

/// <summary>
/// From starting the local stack's host, all of it built, to all healthy: on an empty data folder, and again on the folder that this
/// leaves. The floor is the two servers alone, in the same way: nothing here can be ready before them.
/// </summary>
internal static class StartBenchmark
{
    public static async Task<IReadOnlyList<Comparison>> Run(Action<string> say, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("imizu-bench-");
        try
        {
            string stack = Path.Combine(folder.FullName, "stack"), servers = Path.Combine(folder.FullName, "servers");
            say("PostgreSQL and RabbitMQ alone, cold and warm");
            double coldFloor = await Servers(servers, cancellationToken), warmFloor = await Servers(servers, cancellationToken);
            say("the whole stack on an empty data folder");
            var (cold, _) = await Stack(stack, cancellationToken);
            say("the whole stack again on that folder");
            var (warm, memory) = await Stack(stack, cancellationToken);
            return
            [
                Compared("cold: empty data folder", cold, coldFloor),
                Compared("warm: kept data folder", warm, warmFloor),
                Memory(memory),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Seconds, IReadOnlyDictionary<string, ProcessMemory> Memory)> Stack(string folder, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var stack = await RunningStack.Start(cancellationToken, folder, ("Dashboard__Enabled", "true"));
        var seconds = watch.Elapsed.TotalSeconds;
        var memory = stack.Processes.GroupBy(process => ProgramOf(process.Command)).ToDictionary(
            program => program.Key, program => program.Select(process => ProcessMemory.OfOne(process.Pid)).Aggregate((one, other) => one + other));
        return (seconds, memory);
    }

    // What a person would call it: the assembly that dotnet runs, else the program.
    private static string ProgramOf(string command) =>
        Path.GetFileName(command.Split(' ').FirstOrDefault(word => word.EndsWith(".dll", StringComparison.Ordinal)) ?? command.Split(' ')[0]).TrimEnd(':');

    private static async Task<double> Servers(string folder, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var servers = await RunningStack.StartServers(cancellationToken, folder);
        return watch.Elapsed.TotalSeconds;
    }

    private static Comparison Compared(string subject, double seconds, double floor) => new(
        "start", subject, "s",
        new Bar(Role.Ours, "the whole stack, to all healthy", seconds),
        new Bar(Role.Floor, "PostgreSQL and RabbitMQ alone, to both healthy", floor));

    private static Comparison Memory(IReadOnlyDictionary<string, ProcessMemory> memory)
    {
        var servers = memory.Where(part => part.Key is "postgres" or "beam.smp" or "epmd").Sum(part => part.Value.ShareMegabytes);
        return new Comparison(
            "start", "memory once all is healthy, each shared page divided among those who share it (PSS)", "MB",
            new Bar(Role.Ours, "the whole stack", memory.Values.Sum(part => part.ShareMegabytes)),
            new Bar(Role.Floor, "PostgreSQL and RabbitMQ in it", servers))
        {
            Also = memory.OrderBy(part => part.Key).ToDictionary(part => $"{part.Key} RSS MB", part => part.Value.ResidentMegabytes),
        };
    }
}
