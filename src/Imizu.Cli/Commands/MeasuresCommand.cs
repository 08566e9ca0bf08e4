using System.Net;
using System.Net.Http.Json;
using Imizu.Cli.Reporting;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu measures</c>: what field programmes send tallies of.</summary>
/// <param name="repository">Where a stack may run.</param>
/// <param name="url">Where the community-building service is; null for that of the stack which runs here.</param>
internal sealed class MeasuresCommand(Repository repository, Uri? url)
{
    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        using var http = Client();
        var measures = (await http.GetFromJsonAsync<List<RegisteredMeasure>>("measures", ContractJson.Options, cancellationToken))!;
        foreach (var line in measures.Count == 0
            ? ["No measure is registered. Register one with ./imizu measures add CODE; --help says what it needs."]
            : TextTable.Lines("lllll", measures.Select(measure => (string[])[measure.Code, measure.Programme, measure.Measure, measure.Unit, measure.Kind.Word()])
                .Prepend(["code", "programme", "measure", "unit", "kind"])))
        {
            Console.WriteLine(line);
        }
        return 0;
    }

    /// <param name="code">What tallies name it by.</param>
    /// <param name="registration">The body of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationFailedException">The service refuses; the message is what it says.</exception>
    public async Task<int> AddAsync(string code, object registration, CancellationToken cancellationToken)
    {
        using var http = Client();
        using var answer = await http.PostAsJsonAsync($"measures/{Uri.EscapeDataString(code)}/registration", registration, ContractJson.Options, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new OperationFailedException($"{(int)answer.StatusCode}: {ProblemText.Of(await answer.Content.ReadAsStringAsync(cancellationToken))}");
        }
        Console.WriteLine(answer.StatusCode == HttpStatusCode.Created ? $"{code} is registered." : $"{code} was registered so already.");
        return 0;
    }

    private HttpClient Client()
    {
        var address = repository.Service(Services.CommunityBuilding, url);
        var http = repository.Client(Services.CommunityBuilding, address, TimeSpan.FromSeconds(30));
        http.BaseAddress = address;
        return http;
    }
}
