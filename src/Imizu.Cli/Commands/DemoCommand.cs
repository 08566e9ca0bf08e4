using Imizu.Cli.Comparing;
using Imizu.Cli.Loading;
using Imizu.Cli.Reporting;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.LocalStack;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;

namespace Imizu.Cli.Commands;

/// <summary>
/// <c>imizu demo</c>: an empty stack, the history of fiscal 2024 in, the city's report out, every figure compared with the printed one.
/// </summary>
internal sealed class DemoCommand(Repository repository)
{
    /// <param name="keep">Leave the stack running.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public async Task<int> RunAsync(bool keep, CancellationToken cancellationToken)
    {
        if (await Stopping.StopOnAsync(repository.DemoData))
        {
            Console.WriteLine("Stopped the demo that was still running.");
        }
        if (Directory.Exists(repository.DemoData))
        {
            Directory.Delete(repository.DemoData, recursive: true);
        }
        await using var stack = StackProcess.Start(repository, repository.DemoData, hasDashboard: keep);
        Console.WriteLine("Starting an empty stack.");
        var healthy = await stack.HealthyAsync(resource => Console.WriteLine($"  {resource.Name,-20} {resource.State.Word()}"), cancellationToken);
        var services = healthy.Addresses();

        var history = new History();
        var comparison = await LoadAndCompareAsync(history, services, cancellationToken);
        if (keep)
        {
            stack.Keep();
            Leave(history.Year, services);
        }
        return comparison.AllMatch ? 0 : 1;
    }

    private async Task<FigureComparison> LoadAndCompareAsync(
        History history, IReadOnlyDictionary<string, Uri> services, CancellationToken cancellationToken)
    {
        var (figures, total) = (history.Figures, history.Calls.Count);
        using var http = repository.Client(services, History.RequestTimeout, repository.DemoData, StackAccess.Loader);
        Console.WriteLine($"Loading {figures.FiscalYear.Era} of {figures.Municipality.Name}: {total:N0} entries.");
        Console.WriteLine("The totals are the city's; the days are synthetic, for the source prints yearly totals only.");
        var loaded = await LoadDisplay.ShowAsync(total, progress => history.LoadAsync(services, http, progress, cancellationToken));
        Console.WriteLine("Loaded. Waiting until the report has caught up.");
        var report = await history.CountedAsync(services, http, loaded, cancellationToken);

        Console.WriteLine();
        Console.WriteLine(ReportText.Of(report));
        Console.WriteLine("日付は合成されたものです。合計は市の報告書の値です。");
        var comparison = FigureComparison.Of(figures, report);
        foreach (var difference in comparison.Differences)
        {
            Console.WriteLine(difference);
        }
        Console.WriteLine(comparison.Summary);
        return comparison;
    }

    private void Leave(int year, IReadOnlyDictionary<string, Uri> services)
    {
        Console.WriteLine();
        Console.WriteLine("The stack goes on running:");
        foreach (var name in Services.All)
        {
            Console.WriteLine($"  {name,-20} {services[name]}scalar");
        }
        Console.WriteLine($"  {"the report",-20} ./imizu report {year}");
        if (StackState.ReadDashboard(repository.DemoData) is { } dashboard)
        {
            Console.WriteLine($"  {"the dashboard",-20} {dashboard}");
        }
        Console.WriteLine($"Stop it with: ./imizu down --data {repository.DemoData}");
    }
}
