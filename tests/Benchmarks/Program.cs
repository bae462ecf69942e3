using BenchmarkDotNet.Running;
using FeedHandler.Benchmarks;

bool isDry = args is ["--job", "dry", ..] || args is [.., "--job", "dry"];
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, NoisyMachineConfig.Create(isDry));
