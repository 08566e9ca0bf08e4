using System.Runtime.InteropServices;

// A service that tells what it was given; or a job that fails as often as it is told to; or one that is deaf.
if (Environment.GetEnvironmentVariable("FAILURES") is { } failures)
{
    var attempts = Path.Combine(Environment.GetEnvironmentVariable("ATTEMPTS")!, "attempts");
    File.AppendAllText(attempts, "x");
    return File.ReadAllText(attempts).Length <= int.Parse(failures, System.Globalization.CultureInfo.InvariantCulture) ? 3 : 0;
}

using var deaf = Environment.GetEnvironmentVariable("DEAF") is "yes"
    ? PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true)
    : null;
var builder = WebApplication.CreateSlimBuilder(args);
if (deaf is not null)
{
    builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
}

if (Environment.GetEnvironmentVariable("TELLS") is "yes")
{
    Telemetry.Add(builder);
}

var app = builder.Build();
app.MapGet("/", () => Environment.GetEnvironmentVariables());
app.MapGet("/health/ready", () => "ready");
app.MapPost("/greetings", () => "Good day");
app.MapGet("/relay", async (ILogger<Program> log) =>
{
    using var http = new HttpClient();
    await http.PostAsync(new Uri(Environment.GetEnvironmentVariable("services__first__http__0") + "/greetings"), null);
    log.Relayed("first");
    return "relayed";
});
app.Run();
return 0;

internal sealed class NoLifetime : IHostLifetime
{
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
