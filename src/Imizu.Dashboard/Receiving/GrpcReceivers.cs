using Grpc.Core;
using Imizu.Dashboard.Protocol;

namespace Imizu.Dashboard.Receiving;

/// <summary>OTLP over gRPC, traces.</summary>
internal sealed class GrpcTraces(Receiver receiver) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        receiver.Take(request);
        return Task.FromResult(new ExportTraceServiceResponse());
    }
}

/// <summary>OTLP over gRPC, logs.</summary>
internal sealed class GrpcLogs(Receiver receiver) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
    {
        receiver.Take(request);
        return Task.FromResult(new ExportLogsServiceResponse());
    }
}

/// <summary>OTLP over gRPC, metrics.</summary>
internal sealed class GrpcMetrics(Receiver receiver) : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
    {
        receiver.Take(request);
        return Task.FromResult(new ExportMetricsServiceResponse());
    }
}
