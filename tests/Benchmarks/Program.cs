using BenchmarkDotNet.Running;
using FeedHandler.Benchmarks;
using FeedHandler.Benchmarks.Dbn;
using FeedHandler.Benchmarks.Feeds;
using FeedHandler.Benchmarks.Gateway;
using FeedHandler.Benchmarks.Orders;
using FeedHandler.Benchmarks.Relaying;
using FeedHandler.Benchmarks.Ring;

switch (args)
{
    case ["ring", .. var options]:
        return RingReport.Run(options);
    case ["flight", .. var options]:
        return FlightBenchmark.Run(options);
    case ["attribution", .. var options]:
        return AttributionBenchmark.Run(options);
    case ["fuzz-gateway", .. var arguments]:
        return GatewayFuzz.Run(arguments);
    case ["gateway", .. var options]:
        return FanOutBenchmark.Run(options);
    case ["orders", .. var options]:
        return OrderReport.Run(options);
    case ["dbn", .. var options]:
        return DbnReport.Run(options);
    case ["shared-rate", .. var arguments]:
        return SharedRate.Run(arguments);
    case ["relay", .. var options]:
        return RelayReport.Run(options);
    case ["ring-child", .. var arguments]:
        return SharedChild.Run(arguments);
    default:
        bool isDry = args is ["--job", "dry", ..] || args is [.., "--job", "dry"];
        BenchmarkSwitcher.FromAssembly(typeof(RingBenchmarks).Assembly).Run(args, NoisyMachineConfig.Create(isDry));
        return 0;
}
