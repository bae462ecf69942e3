using System.Diagnostics;
using System.Globalization;
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

    /// <summary>Each constant of a class, such as "EINVAL=22".</summary>
    public static IEnumerable<string> ConstantsOf(Type constants) =>
        constants.GetFields(BindingFlags.NonPublic | BindingFlags.Static).Select(static constant =>
            $"{constant.Name}={Convert.ToInt64(constant.GetRawConstantValue(), CultureInfo.InvariantCulture)}");

    /// <summary>Where a field of ours is.</summary>
    public static int OffsetOf<T>(string name)
        where T : unmanaged =>
        typeof(T).GetField(name, BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)!.GetCustomAttribute<FieldOffsetAttribute>()!.Value;

    /// <summary>Asserts that each expression has the value that stands behind its last equals sign.</summary>
    public void Confirm(IEnumerable<string> expected)
    {
        string[] lines = [.. expected];
        Assert.That(ValuesOf([.. lines.Select(static line => line[..line.LastIndexOf('=')])]), Is.EqualTo(lines));
    }

    /// <summary>As <see cref="Confirm"/>, for macros that headers older than them do not know: those are passed over.</summary>
    public void ConfirmKnown(IEnumerable<string> expected)
    {
        string[] lines = [.. expected];
        string[] statements = [.. lines.Select(static line => line.Split('=')[0]).Select(static macro => $"#ifdef {macro}\n{Print(macro)}\n#endif")];
        Assert.That(Printed(statements), Is.SubsetOf(lines));
    }

    /// <summary>Runs a program that must succeed, and returns what it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {error.GetAwaiter().GetResult()}");
        return output;
    }

    private static string Print(string expression) => $"""printf("%s=%lld\n", "{expression}", (long long)({expression}));""";

    private string[] ValuesOf(string[] expressions) => Printed([.. expressions.Select(Print)]);

    private string[] Printed(string[] statements)
    {
        string gcc = Require.Tool("gcc");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("headers");
        try
        {
            string source = Path.Combine(folder.FullName, "print.c");
            string program = Path.Combine(folder.FullName, "print");
            File.WriteAllText(source, SourceOf(statements));
            Run(gcc, [.. CompilerOptions, "-o", program, source]);
            return Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string SourceOf(string[] statements) => $$"""
        #define _GNU_SOURCE
        #include <stddef.h>
        #include <stdio.h>
        {{string.Join('\n', headers.Select(static header => $"#include <{header}>"))}}
        int main(void) {
        {{string.Join('\n', statements)}}
        return 0; }
        """;
}
