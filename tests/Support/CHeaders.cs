using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace FeedHandler.Tests.Support;

/// <summary>Asks the C headers of the machine for the values of constants, offsets and sizes, by a program that gcc compiles.</summary>
/// <param name="headers">The headers, such as linux/bpf.h.</param>
public sealed class CHeaders(params string[] headers)
{
    /// <summary>Options for the compiler, such as -I/usr/include/dpdk.</summary>
    public string[] CompilerOptions { get; init; } = [];

    /// <summary>The expressions of ours that a structure's layout amounts to, such as "offsetof(struct iovec, iov_len)=8", and its size.</summary>
    public static IEnumerable<string> OffsetsOf<T>(string structure, params (string Ours, string Theirs)[] fields)
        where T : unmanaged =>
        fields.Select(field => $"offsetof({structure}, {field.Theirs})={OffsetOf<T>(field.Ours)}").Append($"sizeof({structure})={Unsafe.SizeOf<T>()}");

    /// <summary>Where a field of ours is.</summary>
    public static int OffsetOf<T>(string name)
        where T : unmanaged =>
        typeof(T).GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetCustomAttribute<FieldOffsetAttribute>()!.Value;

    /// <summary>Asserts that each expression has the value that stands behind its last equals sign.</summary>
    public void Confirm(IEnumerable<string> expected)
    {
        string[] lines = [.. expected];
        Assert.That(ValuesOf([.. lines.Select(static line => line[..line.LastIndexOf('=')])]), Is.EqualTo(lines));
    }

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {error.GetAwaiter().GetResult()}");
        return output;
    }

    private string[] ValuesOf(string[] expressions)
    {
        string gcc = Require.Tool("gcc");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("headers");
        try
        {
            string source = Path.Combine(folder.FullName, "print.c");
            string program = Path.Combine(folder.FullName, "print");
            File.WriteAllText(source, SourceOf(expressions));
            Run(gcc, [.. CompilerOptions, "-o", program, source]);
            return Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string SourceOf(string[] expressions) => $$"""
        #define _GNU_SOURCE
        #include <stddef.h>
        #include <stdio.h>
        {{string.Join('\n', headers.Select(static header => $"#include <{header}>"))}}
        int main(void) {
        {{string.Join('\n', expressions.Select(static e => $"""printf("%s=%lld\n", "{e}", (long long)({e}));"""))}}
        return 0; }
        """;
}
