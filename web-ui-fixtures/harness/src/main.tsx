import "./observer";
import { mountFromAddress } from "./mounting";

mountFromAddress();
