using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace FeedHandler.Benchmarks;

/// <summary>
/// Short and in this process: no project is generated or built, a run takes seconds, and the bytes that an operation allocates stand beside its time.
/// Medians and the least value tell more than means where other work shares the cores.
/// </summary>
internal static class NoisyMachineConfig
{
    /// <summary>The settings of a run.</summary>
    /// <param name="isDry">Whether to run every benchmark once, to see that it runs.</param>
    public static IConfig Create(bool isDry)
    {
        Job job = (isDry ? Job.Dry : Job.Default.WithWarmupCount(3).WithIterationCount(7)).WithToolchain(InProcessEmitToolchain.Instance);
        return ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job.AsDefault())
            .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
            .AddDiagnoser(MemoryDiagnoser.Default);
    }
}
