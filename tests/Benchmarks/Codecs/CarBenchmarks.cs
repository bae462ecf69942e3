using BenchmarkDotNet.Attributes;
using FeedHandler.Benchmarks.Codecs.Cars;

namespace FeedHandler.Benchmarks.Codecs;

/// <summary>
/// A message of every shape, 200 bytes: fields, an array, text, a composite, a group with data, a group in a group, data.
/// Generated code beside code written by hand for this one message.
/// </summary>
public class CarBenchmarks
{
    private readonly byte[] _buffer = new byte[512];
    private byte[] _body = [];

    [GlobalSetup]
    public void Check()
    {
        int generated = Encode();
        _body = _buffer[..generated];
        byte[] byHand = new byte[512];
        if (CarByHand.Encode(byHand) != generated || !byHand.AsSpan(0, generated).SequenceEqual(_body))
            throw new InvalidOperationException("Both encoders write the same bytes.");
        if (Decode() != DecodeByHand())
            throw new InvalidOperationException("Both decoders read the same.");
    }

    /// <summary>Reads every field, entry and byte count through the generated view.</summary>
    [Benchmark]
    public long Decode()
    {
        if (!Car.TryWrap(_body, Car.BlockLength, Car.SchemaVersion, out var car))
            return -1;
        var sum = (long)car.SerialNumber + car.ModelYear + (byte)car.Available + (byte)car.Code + (byte)car.Extras + car.VehicleCode[0];
        for (int index = 0; index < Car.SomeNumbersLength; index++)
            sum += car.GetSomeNumbers(index);
        sum += car.Engine.Capacity + car.Engine.NumCylinders + Engine.MaxRpm + car.Engine.ManufacturerCode[0] + Engine.Fuel.Length;
        if (!car.TryGetFuelFigures(out var fuels))
            return -1;
        foreach (var fuel in fuels)
            sum += fuel.Speed + (long)fuel.Mpg + (fuel.TryGetUsageDescription(out var usage) ? usage.Length : -1);
        if (!car.TryGetPerformanceFigures(in fuels, out var performances))
            return -1;
        foreach (var performance in performances)
        {
            sum += performance.OctaneRating;
            if (!performance.TryGetAcceleration(out var accelerations))
                return -1;
            foreach (var acceleration in accelerations)
                sum += acceleration.Mph + (long)acceleration.Seconds;
        }

        return car.TryGetManufacturer(in performances, out var manufacturer)
            && car.TryGetModel(manufacturer, out var model)
            && car.TryGetActivationCode(model, out var activationCode)
            ? sum + manufacturer.Length + model.Length + activationCode.Length
            : -1;
    }

    /// <summary>The same by hand.</summary>
    [Benchmark(Baseline = true)]
    public long DecodeByHand() => CarByHand.Decode(_body);

    /// <summary>Writes every field, entry and data through the generated encoder.</summary>
    [Benchmark]
    public int Encode()
    {
        if (!CarEncoder.TryWrap(_buffer, out var car))
            return -1;
        car.SerialNumber = 1234;
        car.ModelYear = 2013;
        car.Available = BooleanType.True;
        car.Code = Code.A;
        car.VehicleCode = "abcdef"u8;
        for (int index = 0; index < Car.SomeNumbersLength; index++)
            car.SetSomeNumbers(index, (uint)index);
        car.Extras = Extras.CruiseControl | Extras.SportsPack;
        car.EngineCapacity = 2000;
        car.EngineNumCylinders = 4;
        car.EngineManufacturerCode = "123"u8;
        EncodeFuels(ref car);
        EncodePerformances(ref car);
        car.SetManufacturer("Honda"u8);
        car.SetModel("Civic VTi"u8);
        car.SetActivationCode("abcdef"u8);
        return car.EncodedLength;
    }

    /// <summary>The same by hand.</summary>
    [Benchmark]
    public int EncodeByHand() => CarByHand.Encode(_buffer);

    private static void EncodeFuels(ref CarEncoder car)
    {
        var fuels = car.BeginFuelFigures(3);
        Add(ref fuels, 30, 35.9f, "Urban Cycle"u8);
        Add(ref fuels, 55, 49.0f, "Combined Cycle"u8);
        Add(ref fuels, 75, 40.0f, "Highway Cycle"u8);
    }

    private static void Add(ref CarEncoder.FuelFiguresEncoder fuels, ushort speed, float mpg, ReadOnlySpan<byte> usage)
    {
        var fuel = fuels.Next();
        fuel.Speed = speed;
        fuel.Mpg = mpg;
        fuel.SetUsageDescription(usage);
    }

    private static void EncodePerformances(ref CarEncoder car)
    {
        var performances = car.BeginPerformanceFigures(2);
        for (int index = 0; index < 2; index++)
        {
            var performance = performances.Next();
            performance.OctaneRating = (byte)(95 + (4 * index));
            var accelerations = performance.BeginAcceleration(3);
            for (int step = 0; step < 3; step++)
            {
                var acceleration = accelerations.Next();
                acceleration.Mph = (ushort)(30 * (step + 1));
                acceleration.Seconds = 4.0f + (3 * step);
            }
        }
    }
}
