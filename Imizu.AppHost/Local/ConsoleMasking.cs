using System.IO.Pipelines;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Imizu.AppHost.Local;

/// <summary>
/// Hides known secrets in what the stack's processes print, before the dashboard, <c>aspire logs</c> or a log file has it. Aspire offers no place for
/// that: this decorates the internal service through which it reads all console output, and fails at the start where that is missing.
/// </summary>
internal static class ConsoleMasking
{
    private const string Reader = "Aspire.Hosting.Dcp.IKubernetesService";

    /// <summary>Decorates the reader.</summary>
    public static void MaskConsoles(this IDistributedApplicationBuilder builder)
    {
        var original = builder.Services.Single(service => service.ServiceType.FullName == Reader);
        builder.Services.Remove(original);
        builder.Services.Add(new ServiceDescriptor(
            original.ServiceType,
            services =>
            {
                var decorator = (ConsoleReader)DispatchProxy.Create(original.ServiceType, typeof(ConsoleReader));
                decorator.Decorate(
                    ActivatorUtilities.CreateInstance(services, original.ImplementationType!),
                    KnownSecrets.OfAsync(services.GetRequiredService<DistributedApplicationModel>(), services.GetRequiredService<IConfiguration>()));
                return decorator;
            },
            ServiceLifetime.Singleton));
    }
}

/// <summary>Stands before Aspire's reader, and masks the streams of console output that it returns. Has to be public to be generated from.</summary>
public class ConsoleReader : DispatchProxy
{
    private object _inner = null!;
    private Task<IReadOnlyList<string>> _secrets = null!;

    internal void Decorate(object inner, Task<IReadOnlyList<string>> secrets) => (_inner, _secrets) = (inner, secrets);

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        try
        {
            var answer = targetMethod!.Invoke(_inner, args);
            return targetMethod.Name == "GetLogStreamAsync" ? MaskAsync((Task<Stream>)answer!) : answer;
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    private async Task<Stream> MaskAsync(Task<Stream> console)
    {
        var (lines, masking) = (new StreamReader(await console), new Masking(await _secrets));
        var pipe = new Pipe();
        _ = CopyAsync();
        return pipe.Reader.AsStream();

        async Task CopyAsync()
        {
            using var reader = lines;
            await using var writer = new StreamWriter(pipe.Writer.AsStream()) { AutoFlush = true };
            try
            {
                while (await reader.ReadLineAsync() is { } line)
                {
                    await writer.WriteAsync(masking.Hide(line) + "\n");
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or HttpRequestException)
            {
                // The output has ended, or nobody reads it any more.
            }
        }
    }
}
